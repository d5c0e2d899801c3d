package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns what a client sent into an event as Google keeps it, or refuses it. */
final class EventForm {
  private static final Pattern CLIENT_ID = Pattern.compile("[a-v0-9]{5,1024}");

  /** Set by Google, whatever a client says. */
  private static final List<String> FIXED =
      List.of(
          "id",
          "htmlLink",
          "created",
          "creator",
          "organizer",
          "iCalUID",
          "recurringEventId",
          "originalStartTime",
          "eventType");

  /**
   * Not taken from an event that was read and is sent anew: it is created now, is nobody's instance
   * and has all its guests.
   */
  private static final List<String> OF_ANOTHER =
      List.of("created", "updated", "recurringEventId", "originalStartTime", "attendeesOmitted");

  /** Beside these, what only Google's own pages give an event. */
  private static final List<String> OF_GOOGLES_PAGES = List.of("htmlLink", "hangoutLink", "locked");

  private EventForm() {}

  static void checkId(String id) {
    if (!CLIENT_ID.matcher(id).matches()) {
      throw GoogleError.invalid("Invalid resource id value.");
    }
  }

  /** What of a new event is a client's to say. */
  static Map<String, Object> byClient(Map<String, Object> given) {
    Map<String, Object> body = new LinkedHashMap<>(given);
    OF_GOOGLES_PAGES.forEach(body::remove);
    return body;
  }

  /** A new event that can be stored: nothing of it is refused any more. */
  static Map<String, Object> accepted(
      String id, Map<String, Object> given, Calendar calendar, User creator) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("status", "confirmed");
    body.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id);
    Map<String, Object> clean = sanitized(given);
    OF_ANOTHER.forEach(clean::remove);
    body.putAll(clean);
    body.put("id", id);
    body.put("creator", Map.of("email", creator.email()));
    body.put("organizer", organizer(calendar, creator));
    body.putIfAbsent("iCalUID", id + "@google.com");
    body.putIfAbsent("sequence", 0);
    body.putIfAbsent("reminders", Map.of("useDefault", true));
    body.putIfAbsent("eventType", "default");
    checked(body, calendar.zone());
    return body;
  }

  /** An accepted event as first stored. */
  static Map<String, Object> created(Map<String, Object> accepted, long stamp) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (String name : List.of("id", "status", "htmlLink")) {
      copy(accepted, body, name);
    }
    body.put("created", Stamps.timestamp(stamp / 1_000_000 * 1_000_000));
    body.put("updated", Stamps.timestamp(stamp));
    body.putAll(accepted);
    return body;
  }

  /** The next version of an event: what the client wants, and of the old what it cannot change. */
  static Map<String, Object> changed(
      Map<String, Object> old, Map<String, Object> wanted, ZoneId zone, long stamp) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", old.get("id"));
    body.put("status", "confirmed");
    Map<String, Object> clean = sanitized(wanted);
    clean.putIfAbsent("sequence", old.getOrDefault("sequence", 0));
    clean.putIfAbsent("reminders", Map.of("useDefault", true));
    body.putAll(clean);
    for (String name : FIXED) {
      body.remove(name);
      copy(old, body, name);
    }
    checked(body, zone);
    return stamped(old, body, stamp);
  }

  /** Reminders are not main event data: changing only them does not touch {@code updated}. */
  static Map<String, Object> stamped(
      Map<String, Object> old, Map<String, Object> wanted, long stamp) {
    Map<String, Object> body = new LinkedHashMap<>(wanted);
    body.put("updated", old.getOrDefault("updated", ""));
    Map<String, Object> withOldReminders = new LinkedHashMap<>(body);
    copy(old, withOldReminders, "reminders");
    boolean onlyReminders = withOldReminders.equals(old) && !body.equals(old);
    if (!onlyReminders) {
      body.put("updated", Stamps.timestamp(stamp));
    }
    return body;
  }

  /** All that is told of an instance that does not take place (§1.4). */
  static Map<String, Object> cancelledInstance(Map<String, Object> instance) {
    Map<String, Object> body = new LinkedHashMap<>();
    copy(instance, body, "id");
    body.put("status", "cancelled");
    copy(instance, body, "recurringEventId");
    copy(instance, body, "originalStartTime");
    return body;
  }

  private static void copy(Map<String, Object> from, Map<String, Object> to, String name) {
    Object value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  private static Map<String, Object> sanitized(Map<String, Object> given) {
    Map<String, Object> body = new LinkedHashMap<>(Json.withoutNulls(given));
    body.remove("kind");
    body.remove("etag");
    for (String name : List.of("creator", "organizer")) {
      body.remove(name);
    }
    List<Map<String, Object>> attendees = Json.objects(body, "attendees");
    if (!attendees.isEmpty()) {
      body.put("attendees", attendees.stream().map(EventForm::attendee).toList());
    }
    return body;
  }

  /** As a list of guests holds one. */
  static Map<String, Object> attendee(Map<String, Object> given) {
    String email = Json.text(given, "email");
    if (email == null) {
      throw GoogleError.invalid("Missing attendee email.");
    }
    if (!User.isAddress(email)) {
      throw GoogleError.invalid("Invalid attendee email.");
    }
    Map<String, Object> attendee = new LinkedHashMap<>(given);
    attendee.remove("self");
    attendee.putIfAbsent("responseStatus", "needsAction");
    return attendee;
  }

  /** Whose meeting an event of this calendar is. */
  static Map<String, Object> organizer(Calendar calendar, User creator) {
    Map<String, Object> organizer = new LinkedHashMap<>();
    organizer.put("email", calendar.id());
    organizer.put("displayName", calendar.isPrimary() ? creator.name() : calendar.summary());
    return organizer;
  }

  private static void checked(Map<String, Object> body, ZoneId zone) {
    EventTime start = EventTime.parseNew(Json.object(body, "start"), zone, "start");
    EventTime end = EventTime.parseNew(Json.object(body, "end"), zone, "end");
    if (start.isDay() != end.isDay()) {
      throw GoogleError.invalid(
          "Start and end times must either both be date or both be dateTime.");
    }
    boolean backwards = end.instant(zone).isBefore(start.instant(zone));
    if (backwards || (start.isDay() && start.equals(end))) {
      throw GoogleError.emptyTimeRange();
    }
    List<String> recurrence = Json.texts(body, "recurrence");
    if (recurrence.isEmpty()) {
      body.remove("recurrence");
    } else {
      checkSeries(body, start, recurrence);
    }
    body.put("start", start.json(zone));
    body.put("end", end.json(zone));
  }

  private static void checkSeries(
      Map<String, Object> body, EventTime start, List<String> recurrence) {
    Series.validate(recurrence);
    for (String name : start.isDay() ? List.<String>of() : List.of("start", "end")) {
      Map<String, Object> time = Json.object(body, name);
      if (time == null || Json.text(time, "timeZone") == null) {
        throw EventTime.missingZone(name);
      }
    }
    body.put("recurrence", new ArrayList<>(recurrence));
  }
}
