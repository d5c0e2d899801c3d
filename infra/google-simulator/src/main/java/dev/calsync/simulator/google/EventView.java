package dev.calsync.simulator.google;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of one calendar as one person sees them (infra/docs/google-calendar.md §1.4, §1.9). */
record EventView(
    Calendar calendar, String viewer, Role role, @Nullable ZoneId zone, int maxAttendees) {
  private static final List<String> HIDDEN_FROM_READERS =
      List.of(
          "summary",
          "description",
          "location",
          "attendees",
          "attachments",
          "conferenceData",
          "hangoutLink",
          "extendedProperties",
          "colorId",
          "source");

  static EventView of(Calendar calendar, String viewer, Role role) {
    return new EventView(calendar, viewer, role, null, Integer.MAX_VALUE);
  }

  /** As a list shows it: of what is deleted, only the id, unless the details are asked for. */
  Map<String, Object> listed(Entry entry, boolean withDeletedDetails) {
    if (!entry.deleted() || withDeletedDetails) {
      return full(entry);
    }
    Map<String, Object> json = head(entry);
    json.put("id", entry.id());
    json.put("status", "cancelled");
    return json;
  }

  /** As get shows it. */
  Map<String, Object> full(Entry entry) {
    Map<String, Object> json = head(entry);
    json.putAll(entry.body());
    if (entry.deleted()) {
      json.put("status", "cancelled");
    }
    mark(json, "creator", viewer);
    mark(json, "organizer", calendar.id());
    markAttendees(json);
    hide(json);
    showIn(json);
    return json;
  }

  private static Map<String, Object> head(Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "calendar#event");
    json.put("etag", entry.etag());
    return json;
  }

  private static void mark(Map<String, Object> json, String name, String self) {
    Map<String, Object> person = Json.object(json, name);
    if (person != null && self.equals(person.get("email"))) {
      json.put(name, withSelf(person));
    }
  }

  private static Map<String, Object> withSelf(Map<String, Object> person) {
    Map<String, Object> marked = new LinkedHashMap<>(person);
    marked.put("self", true);
    return marked;
  }

  private void markAttendees(Map<String, Object> json) {
    List<Map<String, Object>> attendees = Json.objects(json, "attendees");
    if (attendees.isEmpty()) {
      return;
    }
    boolean tooMany = attendees.size() > maxAttendees;
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Map<String, Object> attendee : attendees) {
      boolean self = calendar.id().equals(attendee.get("email"));
      if (self || !tooMany) {
        shown.add(self ? withSelf(attendee) : attendee);
      }
    }
    json.put("attendees", shown);
    if (tooMany) {
      json.put("attendeesOmitted", true);
    }
  }

  private void hide(Map<String, Object> json) {
    String visibility = Json.text(json, "visibility", "default");
    boolean hidden = visibility.equals("private") || visibility.equals("confidential");
    if (role == Role.FREE_BUSY_READER || (hidden && !role.mayWrite())) {
      HIDDEN_FROM_READERS.forEach(json::remove);
    }
  }

  private void showIn(Map<String, Object> json) {
    ZoneId shownIn = zone;
    if (shownIn == null) {
      return;
    }
    for (String name : List.of("start", "end", "originalStartTime")) {
      Map<String, Object> time = Json.object(json, name);
      if (time != null) {
        json.put(name, EventTime.parse(time, calendar.zone(), name).json(shownIn));
      }
    }
  }
}
