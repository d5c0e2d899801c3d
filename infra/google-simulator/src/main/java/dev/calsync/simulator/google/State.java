package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channels;
import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything the simulated Google knows. Its monitor is the one lock: who reads or writes, holds
 * it.
 */
final class State {
  /**
   * Tombstones and sync tokens of this age are gone (google-calendar.md §1.3: about 46 days were
   * too old).
   */
  static final Duration MEMORY = Duration.ofDays(30);

  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, Calendar> calendars = new LinkedHashMap<>();
  private final Map<String, Book> calendarLists = new LinkedHashMap<>();
  private final Map<String, Long> listTokensValidFrom = new LinkedHashMap<>();
  private final Clock clock;
  private final RandomGenerator random;
  private final Stamps stamps;
  private final Channels channels;

  State(Clock clock, RandomGenerator random, Duration longestChannel, Consumer<Push> outbox) {
    this.clock = clock;
    this.random = random;
    this.stamps = new Stamps(clock);
    this.channels = new Channels(clock, random, longestChannel, outbox);
  }

  Map<String, User> users() {
    return users;
  }

  Map<String, Calendar> calendars() {
    return calendars;
  }

  Map<String, Long> listTokensValidFrom() {
    return listTokensValidFrom;
  }

  Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  Stamps stamps() {
    return stamps;
  }

  Channels channels() {
    return channels;
  }

  User user(String email) {
    User user = users.get(email);
    if (user == null) {
      throw GoogleError.badCredentials();
    }
    return user;
  }

  Map<String, Book> calendarLists() {
    return calendarLists;
  }

  Book calendarList(String email) {
    return calendarLists.computeIfAbsent(email, _ -> new Book());
  }

  /** One person's way to one calendar. */
  record Access(User user, Calendar calendar, Role role) {
    EventView view() {
      return EventView.of(calendar, user.email(), role);
    }

    Access writing() {
      if (!role.mayWrite()) {
        throw GoogleError.readOnly();
      }
      return this;
    }
  }

  Access access(String email, String calendarId) {
    User user = user(email);
    Calendar calendar = calendars.get(calendarId.equals("primary") ? email : calendarId);
    @Nullable Role role = calendar == null ? null : calendar.roleOf(email);
    if (calendar == null || role == null) {
      throw GoogleError.notFound();
    }
    return new Access(user, calendar, role);
  }

  /** From when on tokens are good, given what was forgotten with time and by order. */
  long tokensValidFrom(long byOrder) {
    return Math.max(byOrder, Stamps.of(clock.instant().minus(MEMORY)));
  }

  void eventsChanged(Calendar calendar) {
    calendar.events().forgetTombstonesBefore(tokensValidFrom(0));
    channels.changed(new Resource.EventsOf(calendar.id()));
  }

  void clear() {
    users.clear();
    calendars.clear();
    calendarLists.clear();
    listTokensValidFrom.clear();
    channels.clear();
  }

  void listChanged(String email) {
    channels.changed(new Resource.CalendarListOf(email));
  }
}
