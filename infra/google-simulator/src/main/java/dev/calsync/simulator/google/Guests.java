package dev.calsync.simulator.google;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a meeting in the primary calendars of those who are invited
 * (infra/docs/google-calendar.md §1.9, §7.8): same id, versions of their own. They follow whatever
 * happens to the organizer's event; what belongs to the copy stays.
 */
final class Guests {
  /** Fields of a copy that are its own. */
  static final List<String> OWN = List.of("reminders", "colorId", "transparency", "visibility");

  private final State state;

  Guests(State state) {
    this.state = state;
  }

  /**
   * The calendar this event is organized from, where it is another one than that it lies in. Once
   * that calendar is gone its guests are guests still: another stands in for it.
   */
  @Nullable Calendar organizer(Calendar calendar, Entry entry) {
    Map<String, Object> organizer = Json.object(entry.body(), "organizer");
    if (organizer == null) {
      String master = Json.text(entry.body(), "recurringEventId");
      Entry series = master == null ? null : calendar.events().find(master);
      return series == null || series.id().equals(entry.id()) ? null : organizer(calendar, series);
    }
    String id = Json.text(organizer, "email", calendar.id());
    if (id.equals(calendar.id())) {
      return null;
    }
    Calendar there = state.calendars().get(id);
    return there == null ? standIn(id, calendar, entry) : there;
  }

  /** What a copy tells of the calendar it came from: this meeting, and who is invited to it. */
  private Calendar standIn(String id, Calendar copies, Entry entry) {
    Calendar gone = new Calendar(id, copies.owner(), false, copies.properties());
    String series = Json.text(entry.body(), "recurringEventId", entry.id());
    for (Entry each : copies.events().withPrefix(series)) {
      if (series.equals(Json.text(each.body(), "recurringEventId", each.id()))) {
        gone.events().restore(each);
        gone.invited(each.id(), listed(gone, each));
      }
    }
    return gone;
  }

  /**
   * Brings all copies of what changed here after this stamp up to date; whose calendars changed.
   */
  Set<Calendar> follow(Calendar calendar, long since) {
    Set<Calendar> touched = new LinkedHashSet<>();
    List<Entry> changed =
        List.copyOf(calendar.events().inOrderOfChange().tailMap(since, false).values());
    for (Entry entry : changed) {
      if (organizer(calendar, entry) == null) {
        touched.addAll(follow(calendar, entry));
      }
    }
    return touched;
  }

  private Set<Calendar> follow(Calendar calendar, Entry entry) {
    Set<String> listed = entry.isCancelled() ? Set.of() : listed(calendar, entry);
    String series = entry.deleted() ? null : Json.text(entry.body(), "recurringEventId");
    Set<String> concerned = new LinkedHashSet<>(calendar.invited(entry.id()));
    if (series != null) {
      concerned.addAll(calendar.invited(series));
    }
    concerned.addAll(listed);
    Set<Calendar> touched = new LinkedHashSet<>();
    for (String email : concerned) {
      Calendar copies = state.calendars().get(email);
      if (copies != null && copies != calendar) {
        boolean changed;
        if (listed.contains(email)) {
          changed = put(copies, entry, copy(copies, entry), hasDeclined(entry, email));
        } else if (series != null && state.writing(copies).isThere(series)) {
          // Of a series one stays invited to, this instance does not take place.
          changed = put(copies, entry, EventForm.cancelledInstance(entry.body()), false);
        } else {
          changed = bury(copies, entry);
        }
        if (changed) {
          touched.add(copies);
        }
      }
    }
    calendar.invited(entry.id(), series == null ? listed : concerned);
    return touched;
  }

  /** The guests who have a calendar here. */
  private Set<String> listed(Calendar calendar, Entry entry) {
    Set<String> guests = new LinkedHashSet<>();
    for (Map<String, Object> attendee : Json.objects(entry.body(), "attendees")) {
      String email = Json.text(attendee, "email", "");
      boolean here = state.users().containsKey(email) && state.calendars().containsKey(email);
      if (here && !email.equals(calendar.id()) && !state.withoutCalendar().contains(email)) {
        guests.add(email);
      }
    }
    return guests;
  }

  private Map<String, Object> copy(Calendar copies, Entry entry) {
    Map<String, Object> body = new LinkedHashMap<>(entry.body());
    OWN.forEach(body::remove);
    body.put("reminders", Map.of("useDefault", true));
    Map<String, Object> extended = new LinkedHashMap<>();
    Map<String, Object> shared = Json.object(entry.body(), "extendedProperties");
    if (shared != null && shared.containsKey("shared")) {
      extended.put("shared", shared.get("shared"));
    }
    Entry old = copies.events().find(entry.id());
    if (old != null && !old.isCancelled()) {
      OWN.stream()
          .filter(old.body()::containsKey)
          .forEach(name -> body.put(name, old.body().get(name)));
      Map<String, Object> own = Json.object(old.body(), "extendedProperties");
      if (own != null && own.containsKey("private")) {
        extended.put("private", own.get("private"));
      }
    }
    body.remove("extendedProperties");
    if (!extended.isEmpty()) {
      body.put("extendedProperties", extended);
    }
    return body;
  }

  /** Whether there was anything to write. What a guest threw away and declined stays away. */
  private boolean put(Calendar copies, Entry entry, Map<String, Object> body, boolean declined) {
    Entry old = copies.events().find(entry.id());
    if (old != null) {
      boolean same = !old.deleted() && withoutVersion(old.body()).equals(withoutVersion(body));
      if (same || isAnother(old, entry) || (declined && old.isCancelled())) {
        return false;
      }
    }
    state.writing(copies).put(entry.id(), body);
    return true;
  }

  private boolean bury(Calendar copies, Entry entry) {
    Entry old = copies.events().find(entry.id());
    if (old == null || old.deleted() || isAnother(old, entry)) {
      return false;
    }
    state.writing(copies).cancel(old); // A series takes its exceptions along.
    return true;
  }

  /** Ids are unique for one calendar only, so a guest may have something else under this one. */
  private static boolean isAnother(Entry old, Entry entry) {
    Object own = old.body().get("iCalUID");
    Object other = entry.body().get("iCalUID");
    return own != null && other != null && !own.equals(other);
  }

  private static boolean hasDeclined(Entry entry, String email) {
    return Json.objects(entry.body(), "attendees").stream()
        .anyMatch(attendee ->
            email.equals(attendee.get("email"))
                && Objects.equals(attendee.get("responseStatus"), "declined"));
  }

  private static Map<String, Object> withoutVersion(Map<String, Object> body) {
    Map<String, Object> rest = new LinkedHashMap<>(body);
    rest.remove("updated");
    rest.remove("sequence");
    return rest;
  }
}
