package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one person writes in one calendar: the change itself, the copies of guests that follow it,
 * and one announcement for each calendar that was touched. Callers hold the lock.
 */
final class Desk {
  private final State state;
  private final Calendar calendar;
  private final User user;
  private final EventWriting writing;
  private final Guests guests;

  Desk(State state, State.Access access) {
    this.state = state;
    this.calendar = access.calendar();
    this.user = access.user();
    this.writing = state.writing(calendar);
    this.guests = new Guests(state);
  }

  /** What a change of this event starts from. */
  Entry current(String id, @Nullable String ifMatch) {
    return writing.editable(writing.current(id, ifMatch));
  }

  Entry insert(Map<String, Object> event) {
    return insertAll(List.of(event)).getFirst();
  }

  /** Many at once, all of them or none, with one announcement. */
  List<Entry> insertAll(List<Map<String, Object>> events) {
    long since = state.stamps().last();
    events.forEach(EventKinds::check);
    var accepted = events.stream().map(event -> writing.accept(event, user)).toList();
    if (accepted.stream().map(EventWriting.Accepted::id).distinct().count() < accepted.size()) {
      throw GoogleError.duplicate();
    }
    List<Entry> inserted = accepted.stream().map(writing::insert).toList();
    announce(Map.of(calendar, since));
    return inserted;
  }

  Entry update(String id, Map<String, Object> wanted, @Nullable String ifMatch) {
    EventKinds.check(wanted);
    Entry old = writing.current(id, ifMatch);
    return change(old, () -> writing.write(old, wanted), wanted);
  }

  Entry patch(String id, Map<String, Object> patch, @Nullable String ifMatch) {
    EventKinds.check(patch);
    Entry old = writing.current(id, ifMatch);
    Map<String, Object> wanted = Json.merged(writing.editable(old).body(), patch);
    return change(old, () -> writing.write(old, wanted), wanted);
  }

  Entry delete(String id, @Nullable String ifMatch) {
    Entry old = writing.doomed(id, ifMatch);
    return change(old, () -> writing.cancel(old), Map.of("status", "cancelled"));
  }

  private Entry change(Entry old, Supplier<Entry> asOrganizer, Map<String, Object> wanted) {
    Calendar organizer = guests.organizer(calendar, old);
    long since = state.stamps().last();
    Map<Calendar, Long> touched = new LinkedHashMap<>();
    touched.put(calendar, since);
    Entry written = old;
    if (organizer == null) {
      written = asOrganizer.get();
    } else {
      touched.put(organizer, since);
      GuestCopy copy = new GuestCopy(state, calendar, organizer);
      if ("cancelled".equals(wanted.get("status"))) {
        copy.remove(old);
      } else {
        copy.write(old, wanted);
      }
    }
    announce(touched);
    Entry latest = calendar.events().find(old.id());
    return latest == null ? written : latest;
  }

  /** The event and its changed instances leave this calendar for another. */
  Entry move(String id, State.Access to) {
    Entry entry = writing.doomed(id, null);
    boolean usual = "default".equals(entry.body().get("eventType"));
    if (!usual || entry.body().containsKey("recurringEventId")) {
      throw GoogleError.invalid("Cannot change the organizer of an instance or special event.");
    }
    if (guests.organizer(calendar, entry) != null) {
      throw GoogleError.notOrganizer();
    }
    Calendar target = to.calendar();
    Entry there = target.events().find(id);
    if (target == calendar || (there != null && !there.deleted() && isOwn(target, there))) {
      throw GoogleError.duplicate();
    }
    Map<Calendar, Long> touched = new LinkedHashMap<>();
    touched.put(calendar, state.stamps().last());
    List<Entry> instances = Series.isSeries(entry) ? writing.exceptions(id) : List.of();
    instances.forEach(writing::bury);
    writing.bury(entry);
    touched.put(target, state.stamps().last());
    Entry moved = adopt(to, entry);
    instances.forEach(instance -> adopt(to, instance));
    announce(touched);
    return moved;
  }

  private boolean isOwn(Calendar target, Entry there) {
    return guests.organizer(target, there) == null;
  }

  private Entry adopt(State.Access to, Entry entry) {
    Map<String, Object> body = new LinkedHashMap<>(entry.body());
    if (body.containsKey("organizer")) {
      body.put("organizer", EventForm.organizer(to.calendar(), to.user()));
    }
    to.calendar().invited(entry.id(), calendar.invited(entry.id()));
    calendar.invited(entry.id(), Set.of());
    return state.writing(to.calendar()).put(entry.id(), body);
  }

  /** "This and following": an end for the series, and a new one from this instance on (§7.10). */
  Entry split(String instanceId, Map<String, Object> patch) {
    EventKinds.check(patch);
    Entry instance = writing.doomed(instanceId, null);
    String id = Json.text(instance.body(), "recurringEventId");
    Entry master = id == null ? null : calendar.events().find(id);
    if (master == null || guests.organizer(calendar, master) != null) {
      throw GoogleError.invalid("Only an instance of one's own series can be split off.");
    }
    Split split = Split.of(master, instanceId, calendar.zone());
    if (split.isWhole()) {
      return patch(master.id(), patch, null);
    }
    long since = state.stamps().last();
    Map<String, Object> rest = Json.merged(split.rest(master), patch);
    // The second half may be refused: the first is ended only once it is not.
    var accepted = writing.acceptAs(split.newId(), rest, user);
    writing.write(master, Json.merged(master.body(), Map.of("recurrence", split.before())));
    Entry following = writing.insert(accepted);
    announce(Map.of(calendar, since));
    return following;
  }

  private void announce(Map<Calendar, Long> changedSince) {
    Set<Calendar> touched = new LinkedHashSet<>();
    changedSince.forEach((each, since) -> {
      if (each.events().lastChange() > since) {
        touched.add(each);
        touched.addAll(guests.follow(each, since));
      }
    });
    touched.forEach(state::eventsChanged);
  }
}
