package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a project, a person and a calendar may do (infra/docs/google-calendar.md §4.1, §7.18).
 * Callers hold the lock of the simulated Google.
 */
final class Limits {
  private final Clock clock;
  private final RandomGenerator random;
  private final MinuteWindow projects = new MinuteWindow();
  private final MinuteWindow payers = new MinuteWindow();
  private final MinuteWindow calendars = new MinuteWindow();
  private final Map<String, Instant> readOnlyUntil = new LinkedHashMap<>();

  Limits(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Charges a call, or refuses it for nothing. */
  void admit(Call call, Behaviour.Quota quota) {
    long now = clock.millis();
    int cost = call.cost();
    if (!projects.hasRoom(call.clientId(), cost, quota.perProjectPerMinute(), now)) {
      throw GoogleError.rateLimited(status(quota));
    }
    if (!payers.hasRoom(call.payer(), cost, quota.perUserPerMinute(), now)) {
      int status = status(quota);
      throw status == 429 ? GoogleError.rateLimited(status) : GoogleError.userRateLimited();
    }
    projects.spend(call.clientId(), cost, quota.perProjectPerMinute(), now);
    payers.spend(call.payer(), cost, quota.perUserPerMinute(), now);
  }

  /** Takes one write of this person; reads go on while writing is over. */
  void write(String email, Calendar calendar, Behaviour behaviour) {
    mayWrite(email);
    int limit = behaviour.writing().perCalendarPerMinute();
    long now = clock.millis();
    if (!calendars.hasRoom(calendar.id(), 1, limit, now)) {
      throw GoogleError.rateLimited(status(behaviour.quota()));
    }
    calendars.spend(calendar.id(), 1, limit, now);
  }

  void mayWrite(String email) {
    if (clock.instant().isBefore(readOnlyUntil.getOrDefault(email, Instant.MIN))) {
      throw GoogleError.quotaExceeded();
    }
  }

  Map<String, Instant> readOnlyUntil() {
    return readOnlyUntil;
  }

  void clear() {
    projects.clear();
    payers.clear();
    calendars.clear();
    readOnlyUntil.clear();
  }

  private int status(Behaviour.Quota quota) {
    return random.nextDouble() < quota.as429() ? 429 : 403;
  }
}
