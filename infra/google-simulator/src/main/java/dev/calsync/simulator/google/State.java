package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channels;
import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
  private final Set<String> withoutCalendar = new LinkedHashSet<>();
  private final Stamps stamps;
  private final Channels channels;
  private final Limits limits;
  private Behaviour behaviour;

  State(Clock clock, RandomGenerator random, Duration longestChannel, Consumer<Push> outbox) {
    this.clock = clock;
    this.random = random;
    this.stamps = new Stamps(clock);
    this.behaviour = Behaviour.usual(longestChannel);
    this.channels = new Channels(clock, random, behaviour.channels(), outbox);
    this.limits = new Limits(clock, random);
  }

  Behaviour behaviour() {
    return behaviour;
  }

  void behaviour(Behaviour other) {
    behaviour = other;
    channels.behaviour(other.channels());
  }

  Limits limits() {
    return limits;
  }

  /** People who never signed up for Google Calendar. */
  Set<String> withoutCalendar() {
    return withoutCalendar;
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

  /** Somebody whom a call names. */
  User person(String email) {
    User user = users.get(email);
    if (user == null) {
      throw GoogleError.notFound();
    }
    return user;
  }

  /** Whoever calls. */
  User user(String email) {
    User user = users.get(email);
    if (user == null) {
      throw GoogleError.badCredentials();
    }
    if (withoutCalendar.contains(email)) {
      throw GoogleError.notACalendarUser();
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

  /** What a walk that reads up to this stamp depends on, given what was forgotten by order. */
  Walk.Terms terms(long covers, long begunFrom) {
    PageChance chance = new PageChance(random, behaviour.reading());
    return new Walk.Terms(stamps, covers, begunFrom, memoryFrom(), chance);
  }

  Walk.Terms terms(Calendar calendar) {
    long covers = calendar.lag().readableUpTo(clock.instant());
    return terms(covers, calendar.tokensValidFrom());
  }

  /**
   * What a walk depends on once nothing is hidden any more, and where nothing is left to chance.
   */
  Walk.Terms settled(Calendar calendar) {
    PageChance none = new PageChance(random, Behaviour.Reading.USUAL);
    return new Walk.Terms(stamps, Long.MAX_VALUE, calendar.tokensValidFrom(), memoryFrom(), none);
  }

  private long memoryFrom() {
    return Stamps.of(clock.instant().minus(MEMORY));
  }

  /** Announces what is new in this calendar, if it is here; now and then before it can be read. */
  void eventsChanged(Calendar calendar) {
    if (calendars.get(calendar.id()) != calendar) {
      return;
    }
    calendar.events().forgetTombstonesBefore(memoryFrom());
    Behaviour.Reading reading = behaviour.reading();
    boolean late = reading.late() > 0 && random.nextDouble() < reading.late();
    Instant now = clock.instant();
    Instant readable = late ? now.plus(reading.lag()) : now;
    calendar.lag().announce(calendar.events(), readable, now);
    channels.changed(new Resource.EventsOf(calendar.id()));
  }

  EventWriting writing(Calendar calendar) {
    return new EventWriting(calendar, stamps, random);
  }

  void clear() {
    users.clear();
    calendars.clear();
    calendarLists.clear();
    listTokensValidFrom.clear();
    channels.clear();
    limits.clear();
    withoutCalendar.clear();
    stamps.restart();
  }

  void listChanged(String email) {
    channels.changed(new Resource.CalendarListOf(email));
  }
}
