package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code calendars} methods of the Calendar API. */
public final class CalendarsApi {
  private final State state;
  private final Administration administration;

  CalendarsApi(State state, Administration administration) {
    this.state = state;
    this.administration = administration;
  }

  public Map<String, Object> get(String email, String calendarId) {
    synchronized (state) {
      return shown(state.access(email, calendarId).calendar());
    }
  }

  public Map<String, Object> insert(String email, Map<String, Object> given) {
    synchronized (state) {
      String summary = Json.text(given, "summary");
      if (summary == null) {
        throw GoogleError.required("Required: summary");
      }
      Map<String, Object> properties = new LinkedHashMap<>(Json.withoutNulls(given));
      properties.keySet().removeAll(List.of("kind", "etag", "id"));
      state.limits().mayWrite(email);
      String id = administration.newCalendar(email, null, true, properties);
      return shown(state.access(email, id).calendar());
    }
  }

  /**
   * Others learn of a new name only when they read their list in full (google-calendar.md §4.7).
   */
  public Map<String, Object> patch(String email, String calendarId, Map<String, Object> given) {
    synchronized (state) {
      Calendar calendar = state.access(email, calendarId).writing().calendar();
      Map<String, Object> properties = Json.merged(calendar.properties(), given);
      properties.keySet().removeAll(List.of("kind", "etag", "id"));
      calendar.describe(properties);
      return shown(calendar);
    }
  }

  public void delete(String email, String calendarId) {
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      if (access.role() != Role.OWNER || access.calendar().isPrimary()) {
        throw GoogleError.forbidden();
      }
      administration.removeCalendar(access.calendar().id());
    }
  }

  private static Map<String, Object> shown(Calendar calendar) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "calendar#calendar");
    json.put("etag", "\"" + Integer.toUnsignedString(calendar.properties().hashCode()) + "\"");
    json.put("id", calendar.id());
    json.putAll(calendar.properties());
    return json;
  }
}
