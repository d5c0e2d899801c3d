package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What events.list was asked for (google-calendar.md §1.1), checked where Google checks it. */
record EventQuery(
    int maxResults,
    @Nullable String pageToken,
    @Nullable String syncToken,
    boolean showDeleted,
    boolean singleEvents,
    @Nullable String orderBy,
    @Nullable Instant timeMin,
    @Nullable Instant timeMax,
    @Nullable Instant updatedMin,
    Set<String> eventTypes,
    @Nullable String iCalUid,
    @Nullable String text,
    List<String> privateProperties,
    List<String> sharedProperties,
    int maxAttendees,
    @Nullable ZoneId zone) {
  private static final List<String> NOT_WITH_SYNC_TOKEN =
      List.of(
          "iCalUID",
          "privateExtendedProperty",
          "q",
          "sharedExtendedProperty",
          "timeMin",
          "timeMax",
          "updatedMin");

  static EventQuery of(Map<String, List<String>> parameters) {
    Parameters given = new Parameters(parameters);
    String zone = given.text("timeZone");
    EventQuery query =
        new EventQuery(
            given.limit("maxResults", 250, 2500),
            given.text("pageToken"),
            given.text("syncToken"),
            given.flag("showDeleted"),
            given.flag("singleEvents"),
            given.text("orderBy"),
            time(given, "timeMin"),
            time(given, "timeMax"),
            time(given, "updatedMin"),
            new TreeSet<>(given.texts("eventTypes")),
            given.text("iCalUID"),
            given.text("q"),
            given.texts("privateExtendedProperty"),
            given.texts("sharedExtendedProperty"),
            given.limit("maxAttendees", Integer.MAX_VALUE, Integer.MAX_VALUE),
            zone == null ? null : EventTime.zone(zone, ZoneId.of("UTC")));
    query.check(given);
    return query;
  }

  private void check(Parameters given) {
    if (orderBy != null) {
      boolean possible = orderBy.equals("updated") || (orderBy.equals("startTime") && singleEvents);
      if (!possible) {
        throw GoogleError.invalidParameter(
            "orderBy", "The requested ordering is not available for the particular query.");
      }
    }
    if (timeMin != null && timeMax != null && !timeMin.isBefore(timeMax)) {
      throw GoogleError.emptyTimeRange();
    }
    if (syncToken == null) {
      return;
    }
    if (orderBy != null) {
      throw GoogleError.invalidParameter(
          "orderBy", "Sync token cannot be used with non-default ordering");
    }
    boolean hidesDeleted = "false".equals(given.text("showDeleted"));
    if (hidesDeleted || NOT_WITH_SYNC_TOKEN.stream().anyMatch(given::has)) {
      throw GoogleError.invalidParameter(
          "syncToken", "Sync token cannot be used with other request restrictions");
    }
  }

  /** Tokens are good for queries that agree in this. */
  String scope(String calendarId) {
    return "events/" + calendarId + "/" + singleEvents + "/" + eventTypes;
  }

  boolean isDelta() {
    return syncToken != null;
  }

  private static @Nullable Instant time(Parameters given, String name) {
    String text = given.text(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw GoogleError.invalidParameter(name, "Invalid value for: " + text);
    }
  }
}
