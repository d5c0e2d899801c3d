package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What no API of Google's offers: makes people and calendars, shares, expires, looks behind. */
public final class Administration {
  private final State state;
  private final Sharing sharing;

  Administration(State state) {
    this.state = state;
    this.sharing = new Sharing(state);
  }

  /** A person with their primary calendar, whose id is their address. */
  public User addUser(String email, String name, String timeZone) {
    if (!User.isAddress(email)) {
      throw GoogleError.invalid("email: " + email + " (expected: an address)");
    }
    synchronized (state) {
      User known = state.users().get(email);
      if (known != null) {
        return known;
      }
      EventTime.zone(timeZone, ZoneId.of("UTC")); // refused before there is half a person
      String sub =
          "1"
              + String.format(
                  Locale.ROOT, "%020d", Math.floorMod(email.hashCode() * 1_000_003L, 1L << 53));
      User user = new User(sub, email, name);
      state.users().put(email, user);
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("summary", email);
      properties.put("timeZone", timeZone);
      newCalendar(email, email, true, properties);
      return user;
    }
  }

  /** A calendar that belongs to somebody; returns its id. */
  public String newCalendar(
      String owner, @Nullable String wantedId, boolean watchable, Map<String, Object> properties) {
    synchronized (state) {
      state.person(owner);
      String id =
          wantedId == null
              ? "c_%016x%016x@group.calendar.google.com"
                  .formatted(state.random().nextLong(), state.random().nextLong())
              : wantedId;
      if (state.calendars().containsKey(id)) {
        throw GoogleError.duplicate();
      }
      Map<String, Object> described = new LinkedHashMap<>(properties);
      described.putIfAbsent("timeZone", "UTC");
      state.calendars().put(id, new Calendar(id, owner, watchable, described));
      share(id, owner, watchable ? Role.OWNER : Role.READER, Map.of());
      return id;
    }
  }

  /**
   * Lets somebody see a calendar and puts it on their list. A change of the rights of somebody who
   * had some ends all sync tokens of the calendar (infra/docs/google-calendar.md §1.3).
   */
  public void share(String calendarId, String email, Role role, Map<String, Object> listSettings) {
    synchronized (state) {
      sharing.share(calendar(calendarId), email, role, listSettings);
    }
  }

  /** Takes a calendar away from somebody. */
  public void unshare(String calendarId, String email) {
    synchronized (state) {
      sharing.unshare(calendar(calendarId), email);
    }
  }

  public void removeCalendar(String calendarId) {
    synchronized (state) {
      sharing.remove(calendar(calendarId));
    }
  }

  /** Many events at once, as their owner, with one message at the end. */
  public List<String> insertAll(String calendarId, List<Map<String, Object>> events) {
    synchronized (state) {
      Calendar calendar = calendar(calendarId);
      User owner = state.user(calendar.owner());
      var access = new State.Access(owner, calendar, Role.OWNER);
      return new Desk(state, access).insertAll(events).stream().map(Entry::id).toList();
    }
  }

  /** All sync tokens of these events so far are answered by 410. */
  public void expireSyncTokens(String calendarId) {
    synchronized (state) {
      calendar(calendarId).expireTokensBefore(state.stamps().next());
    }
  }

  /** All sync tokens of this person's calendar list so far are answered by 410. */
  public void expireListSyncTokens(String email) {
    synchronized (state) {
      state.listTokensValidFrom().put(state.person(email).email(), state.stamps().next());
    }
  }

  /**
   * Every event there is, instances that were changed or cancelled included, as its owner sees it.
   */
  public List<Map<String, Object>> liveEvents(String calendarId) {
    synchronized (state) {
      Calendar calendar = calendar(calendarId);
      EventView view = EventView.of(calendar, calendar.owner(), Role.OWNER);
      return calendar.events().inStableOrder().values().stream()
          .filter(entry -> !entry.deleted())
          .map(view::full)
          .toList();
    }
  }

  /** What happened in a calendar after this stamp, oldest first, as far as it is remembered. */
  public History history(String calendarId, long afterStamp) {
    synchronized (state) {
      return History.of(calendar(calendarId), afterStamp);
    }
  }

  /** This person has used up what they may write (403 quotaExceeded); zero gives it back. */
  public void exceedUsageLimits(String email, Duration forSoLong) {
    synchronized (state) {
      Instant until = state.clock().instant().plus(forSoLong);
      state.limits().readOnlyUntil().put(state.person(email).email(), until);
    }
  }

  /** Whether this person has signed up for Google Calendar at all (403 notACalendarUser). */
  public void usesCalendar(String email, boolean does) {
    synchronized (state) {
      state.person(email);
      if (does) {
        state.withoutCalendar().remove(email);
      } else {
        state.withoutCalendar().add(email);
      }
    }
  }

  /** Lets a channel fall silent though it lives, or speak again. */
  public void silence(String channelId, boolean silent) {
    synchronized (state) {
      if (!state.channels().silence(channelId, silent)) {
        throw GoogleError.notFound();
      }
    }
  }

  public List<User> users() {
    synchronized (state) {
      return List.copyOf(state.users().values());
    }
  }

  /** Somebody whom a call names: 404 where nobody has that address. */
  public User person(String email) {
    synchronized (state) {
      return state.person(email);
    }
  }

  public Optional<User> user(String email) {
    synchronized (state) {
      return Optional.ofNullable(state.users().get(email));
    }
  }

  public Collection<Channel> channels() {
    synchronized (state) {
      return state.channels().open();
    }
  }

  /** The calendars, who may see them and how many events they hold. */
  public List<Map<String, Object>> calendars() {
    synchronized (state) {
      return state.calendars().values().stream().map(Administration::summary).toList();
    }
  }

  /** Grows with everything that happens. */
  public long version() {
    synchronized (state) {
      return state.stamps().last() + state.channels().version();
    }
  }

  /** All of this as plain JSON, to be restored in a later life. */
  public Map<String, Object> snapshot() {
    synchronized (state) {
      return Snapshot.of(state);
    }
  }

  /** Takes a snapshot's world instead of the one here. */
  public void restore(Map<String, Object> snapshot) {
    synchronized (state) {
      state.clear();
      Snapshot.restore(state, snapshot);
    }
  }

  /** Forgets everything. */
  public void clear() {
    synchronized (state) {
      state.clear();
    }
  }

  private static Map<String, Object> summary(Calendar calendar) {
    Map<String, Object> access = new LinkedHashMap<>();
    calendar.access().forEach((email, role) -> access.put(email, role.word()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", calendar.id());
    json.put("summary", calendar.summary());
    json.put("owner", calendar.owner());
    json.put("watchable", calendar.watchable());
    json.put("access", access);
    json.put("events", calendar.events().liveCount());
    return json;
  }

  private Calendar calendar(String id) {
    Calendar calendar = state.calendars().get(id);
    if (calendar == null) {
      throw GoogleError.notFound();
    }
    return calendar;
  }
}
