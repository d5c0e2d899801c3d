package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a guest does with their copy of a meeting: answer it, remind themselves, throw it away; the
 * rest is the organizer's (infra/docs/google-calendar.md §4.3, §4.6, §7.8).
 */
final class GuestCopy {
  /** What Google sets; to send it back changes nothing. */
  private static final List<String> GOOGLES =
      List.of(
          "kind",
          "etag",
          "id",
          "status",
          "htmlLink",
          "created",
          "updated",
          "creator",
          "organizer",
          "iCalUID",
          "recurringEventId",
          "originalStartTime",
          "eventType",
          "sequence",
          "attendees",
          "attendeesOmitted");

  private final Calendar own;
  private final Calendar organizer;
  private final EventWriting ownWriting;
  private final EventWriting organizerWriting;

  GuestCopy(State state, Calendar own, Calendar organizer) {
    this.own = own;
    this.organizer = organizer;
    this.ownWriting = state.writing(own);
    this.organizerWriting = state.writing(organizer);
  }

  /** The copy as this guest wants it. */
  void write(Entry old, Map<String, Object> wanted) {
    Entry copy = ownWriting.editable(old);
    Map<String, Object> before = copy.body();
    if (changesShared(before, wanted)) {
      if (!Json.flag(before, "guestsCanModify")) {
        throw GoogleError.notOrganizer();
      }
      modify(old.id(), before, wanted);
    }
    Map<String, Object> mine = new LinkedHashMap<>(before);
    Guests.OWN.forEach(mine::remove);
    Guests.OWN.stream()
        .filter(wanted::containsKey)
        .forEach(name -> mine.put(name, wanted.get(name)));
    mine.putIfAbsent("reminders", Map.of("useDefault", true));
    if (!mine.equals(before)) {
      ownWriting.rewrite(copy, mine);
    }
    Map<String, Object> answer = answer(wanted);
    if (!answer.isEmpty()) {
      answer(old.id(), answer);
    }
  }

  /**
   * Changes the meeting itself, as its organizer allows guests to; properties of applications stay
   * the organizer's.
   */
  private void modify(String id, Map<String, Object> before, Map<String, Object> wanted) {
    Entry theirs = organizerWriting.find(id);
    Map<String, Object> fresh = shared(wanted);
    Set<String> stale = new LinkedHashSet<>(shared(before).keySet());
    fresh.remove("extendedProperties");
    stale.remove("extendedProperties");
    Map<String, Object> merged = new LinkedHashMap<>(theirs.body());
    merged.keySet().removeAll(stale);
    merged.putAll(fresh);
    if (!Json.flag(wanted, "attendeesOmitted")) {
      merged.put("attendees", Json.objects(wanted, "attendees"));
    }
    organizerWriting.write(theirs, merged);
  }

  /** Throwing an invitation away declines it. */
  void remove(Entry old) {
    ownWriting.cancel(old);
    answer(old.id(), Map.of("email", own.id(), "responseStatus", "declined"));
  }

  /** Notes this guest's answer in the organizer's event, from where it reaches everybody. */
  private void answer(String eventId, Map<String, Object> answer) {
    Entry theirs = organizerWriting.find(eventId);
    List<Map<String, Object>> guests = new ArrayList<>();
    boolean changed = false;
    for (Map<String, Object> guest : Json.objects(theirs.body(), "attendees")) {
      Map<String, Object> noted = new LinkedHashMap<>(guest);
      if (own.id().equals(guest.get("email"))) {
        noted.putAll(answer);
        changed = !noted.equals(guest);
      }
      guests.add(noted);
    }
    if (changed && !theirs.isCancelled()) {
      Map<String, Object> body = new LinkedHashMap<>(theirs.body());
      body.put("attendees", guests);
      organizerWriting.put(eventId, body);
    }
  }

  private Map<String, Object> answer(Map<String, Object> wanted) {
    return Json.objects(wanted, "attendees").stream()
        .filter(guest -> own.id().equals(guest.get("email")))
        .findFirst()
        .map(EventForm::attendee)
        .orElse(Map.of());
  }

  private boolean changesShared(Map<String, Object> before, Map<String, Object> wanted) {
    if (!comparable(before).equals(comparable(wanted))) {
      return true;
    }
    boolean leaves = answer(wanted).isEmpty() != answer(before).isEmpty();
    return !Json.flag(wanted, "attendeesOmitted")
        && (leaves || !others(before).equals(others(wanted)));
  }

  private Set<Map<String, Object>> others(Map<String, Object> body) {
    Set<Map<String, Object>> others = new LinkedHashSet<>();
    for (Map<String, Object> guest : Json.objects(body, "attendees")) {
      if (!own.id().equals(guest.get("email"))) {
        others.add(EventForm.attendee(guest));
      }
    }
    return others;
  }

  private static Map<String, Object> shared(Map<String, Object> body) {
    Map<String, Object> shared = new LinkedHashMap<>(Json.withoutNulls(body));
    GOOGLES.forEach(shared::remove);
    Guests.OWN.forEach(shared::remove);
    return shared;
  }

  /** The same moment may be written in several ways. */
  private Map<String, Object> comparable(Map<String, Object> body) {
    Map<String, Object> comparable = shared(body);
    for (String name : List.of("start", "end")) {
      Map<String, Object> time = Json.object(comparable, name);
      if (time != null) {
        EventTime at = EventTime.parse(time, organizer.zone(), name);
        comparable.put(name, at.isDay() + " " + at.instant(organizer.zone()));
      }
    }
    return comparable;
  }
}
