package dev.calsync.notifier.view;

import dev.calsync.model.EventResource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as they are held, and what a window in Berlin shows of them. */
final class Berlin {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Berlin() {}

  static List<String> startsOf(List<EventResource> held, String from, String to) {
    return occurrences(held, from, to).stream()
        .map(occurrence -> occurrence.start().text().substring(5).replace(":00+", "+"))
        .sorted()
        .toList();
  }

  static List<Occurrence> occurrences(List<EventResource> held, String from, String to) {
    return new Occurrences(new Window(midnight(from), midnight(to)), BERLIN).of(held);
  }

  private static OffsetDateTime midnight(String day) {
    return LocalDate.parse(day).atStartOfDay(BERLIN).toOffsetDateTime();
  }

  /** An hour long, or a day. */
  static EventResource master(String start, String... lines) {
    boolean day = start.length() == 10;
    var first = day ? null : LocalDateTime.parse(start).atZone(BERLIN);
    return event(
        Map.of(
            "id",
            "series",
            "start",
            first == null ? time(start) : zoned(first),
            "end",
            first == null
                ? time(LocalDate.parse(start).plusDays(1).toString())
                : zoned(first.plusHours(1)),
            "recurrence",
            List.of(lines)));
  }

  private static Map<String, String> zoned(ZonedDateTime at) {
    return Map.of("dateTime", at.toOffsetDateTime().toString(), "timeZone", "Europe/Berlin");
  }

  static EventResource exception(String original, @Nullable String start, String status) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("id", "series_x");
    fields.put("status", status);
    fields.put("recurringEventId", "series");
    fields.put("originalStartTime", Map.of("dateTime", original));
    if (start != null) {
      fields.put("start", time(start));
      fields.put("end", time(start));
    }
    return new EventResource(fields);
  }

  static Map<String, String> time(String text) {
    return Map.of(text.length() == 10 ? "date" : "dateTime", text);
  }

  static EventResource event(Map<String, ?> fields) {
    return new EventResource(new LinkedHashMap<String, @Nullable Object>(fields));
  }
}
