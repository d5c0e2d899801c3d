package dev.calsync.simulator.google;

import dev.calsync.simulator.time.Stamps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events a query wants to see. */
record EventFilter(EventQuery query, ZoneId calendarZone, Book events) {
  boolean accepts(Entry entry) {
    if (isHidden(entry)) {
      return false;
    }
    Map<String, Object> body = entry.body();
    Instant updatedMin = query.updatedMin();
    if (updatedMin != null && entry.changed() < Stamps.of(updatedMin)) {
      return false;
    }
    return (query.eventTypes().isEmpty() || query.eventTypes().contains(type(body)))
        && (query.iCalUid() == null || query.iCalUid().equals(body.get("iCalUID")))
        && hasText(body)
        && hasProperties(body, "private", query.privateProperties())
        && hasProperties(body, "shared", query.sharedProperties())
        && inRange(entry);
  }

  /** A cancelled instance does not tell its type: it is that of its series. */
  private String type(Map<String, Object> body) {
    String series = Json.text(body, "recurringEventId");
    Entry master = series == null ? null : events.find(series);
    String otherwise =
        master == null ? "default" : Json.text(master.body(), "eventType", "default");
    return Json.text(body, "eventType", otherwise);
  }

  /** Deltas show all that is gone; full lists only cancelled instances of what is still there. */
  private boolean isHidden(Entry entry) {
    if (query.isDelta() || query.showDeleted() || query.updatedMin() != null) {
      return false;
    }
    boolean cancelled = "cancelled".equals(entry.body().get("status"));
    return entry.deleted() || (cancelled && query.singleEvents());
  }

  private boolean hasText(Map<String, Object> body) {
    String wanted = query.text();
    if (wanted == null) {
      return true;
    }
    String all =
        String.join(
            "\n",
            Json.text(body, "summary", ""),
            Json.text(body, "description", ""),
            Json.text(body, "location", ""),
            String.valueOf(body.get("attendees")));
    return all.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
  }

  private static boolean hasProperties(Map<String, Object> body, String kind, List<String> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    Map<String, Object> extended = Json.object(body, "extendedProperties");
    Map<String, Object> held = extended == null ? null : Json.object(extended, kind);
    return held != null
        && wanted.stream()
            .map(pair -> pair.split("=", 2))
            .allMatch(pair -> pair.length == 2 && pair[1].equals(held.get(pair[0])));
  }

  /** timeMin bounds the end, timeMax the start; both exclusive. */
  private boolean inRange(Entry entry) {
    Instant min = query.timeMin();
    Instant max = query.timeMax();
    if (min == null && max == null) {
      return true;
    }
    Instant start = moment(entry, "start", "originalStartTime");
    Instant end = moment(entry, "end", "originalStartTime");
    if (start == null || end == null) {
      return true;
    }
    if (!Series.isSeries(entry)) {
      return (min == null || end.isAfter(min)) && (max == null || start.isBefore(max));
    }
    java.time.Duration length = java.time.Duration.between(start, end);
    Instant from = min == null ? Instant.MIN : min.minus(length).plusNanos(1);
    Instant to = max == null ? Instant.MAX : max.minusNanos(1);
    return !new Series(entry, calendarZone).starts(from, to, 1).isEmpty();
  }

  private @Nullable Instant moment(Entry entry, String name, String otherwise) {
    Map<String, Object> time = Json.object(entry.body(), name);
    if (time == null) {
      time = Json.object(entry.body(), otherwise);
    }
    return time == null ? null : EventTime.parse(time, calendarZone, name).instant(calendarZone);
  }
}
