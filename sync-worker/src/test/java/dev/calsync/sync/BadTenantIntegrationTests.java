package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One account whose calendars all fail, and another that must not feel it. */
class BadTenantIntegrationTests extends PerilInstallation {
  private static final int BAD = 20;
  private static final int CHANGES = 20;

  /** {@code calsync.quota.turns-per-account}, of the 64 turns that a worker takes at once. */
  private static final int SHARE = 4;

  private final AccountId badAccount = new AccountId(UUID.randomUUID());

  /** By their names at Google. */
  private final Map<String, CalendarId> bad = new TreeMap<>();

  @AfterEach
  void nobodyTriesTheBadOnesAgain() {
    jdbc.sql(
            """
            update sync.calendar_sync set due_at = null, lease_epoch = lease_epoch + 1
             where account_id = ?
            """)
        .param(badAccount.value())
        .update();
  }

  /** What hangs holds its account's share of turns and no more, and the others' go on meanwhile. */
  @ParameterizedTest
  @CsvSource({"0, 8000", "500, 0"})
  void anAccountWhoseEveryCallHangsOrFailsDelaysNoOther(int status, int delay) throws Exception {
    connect();
    awaitRest();
    Duration alone = timeOfChanges();
    readBadCalendars();
    long before = calls();
    Instant from = Instant.now();
    fail(status, delay);
    await().until(() -> calls() - before >= SHARE);
    Duration beside = timeOfChanges();

    if (delay > 0) {
      long made = calls() - before;
      long rounds = 1 + Duration.between(from, Instant.now()).toMillis() / delay;
      assertThat(made).isLessThanOrEqualTo(SHARE * rounds);
    }
    System.out.printf("%d changes: %s alone, %s beside%n", CHANGES, alone, beside);
    assertThat(beside).isLessThan(alone.multipliedBy(3).plusSeconds(1));
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar)).hasSize(2 * CHANGES);
  }

  /** From change to mirror, one after the other. */
  private Duration timeOfChanges() throws Exception {
    Instant from = Instant.now();
    for (int i = 0; i < CHANGES; i++) {
      String id = google.inserts(googleCalendar, "Change " + i).getId();
      push();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() ->
              jdbc.sql("select 1 from sync.event where calendar_id = ? and event_id = ?")
                  .param(calendar.value())
                  .param(id)
                  .query(Integer.class)
                  .optional()
                  .isPresent());
    }
    return Duration.between(from, Instant.now());
  }

  /** So that what fails later is no matter of first syncs. */
  private void readBadCalendars() throws Exception {
    grant(badAccount, google::accessToken);
    for (int i = 0; i < BAD; i++) {
      var next = new CalendarId(UUID.randomUUID());
      String id = next.toString().substring(0, 8) + "@bad.example.com";
      google.calendar(id);
      lifecycle(
          new Lifecycle.CalendarAdded(
              badAccount,
              new UserId(UUID.randomUUID()),
              i + 1,
              Instant.now(),
              next,
              id,
              Instant.now().plus(Duration.ofDays(7))));
      bad.put(id, next);
    }
    await()
        .until(() ->
            jdbc.sql(
                        """
                        select count(*) from sync.calendar_sync
                         where account_id = ? and sync_token is not null and lease_owner is null
                        """)
                    .param(badAccount.value())
                    .query(Integer.class)
                    .single()
                == BAD);
  }

  private void fail(int status, int delay) throws Exception {
    for (String id : bad.keySet()) {
      google.fault(
          "{\"match\":\"events.list\",\"calendarId\":\"%s\",\"status\":%d,\"delayMillis\":%d,\"times\":0}"
              .formatted(id, status, delay));
    }
    for (CalendarId calendarId : bad.values()) {
      push(calendarId);
    }
  }

  /** As Google sees it: what is claimed beyond the share is given back without a call. */
  private long calls() {
    return bad.keySet().stream().mapToLong(google::lists).sum();
  }
}
