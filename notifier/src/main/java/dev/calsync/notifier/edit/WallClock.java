package dev.calsync.notifier.edit;

import dev.calsync.model.EventResource;
import dev.calsync.notifier.view.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock a series goes by: that of its zone, so that ten stays ten across daylight saving time,
 * or whole days, at midnight.
 *
 * @param zone null: whole days
 */
record WallClock(@Nullable ZoneId zone) {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /** The ends of what can be written: a year has four digits. */
  private static final LocalDateTime EARLIEST = LocalDate.of(1, 1, 1).atStartOfDay();

  private static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

  /** The clock that a start goes by, given its field. */
  static WallClock of(EventTime start, Map<String, @Nullable Object> field, ZoneId calendarZone) {
    return switch (start) {
      case EventTime.Day _ -> new WallClock(null);
      case EventTime.Moment(var at) ->
          new WallClock(
              field.get("timeZone") instanceof String name
                  ? EventTime.zone(name, at.getOffset())
                  : calendarZone);
    };
  }

  /** What the clock shows then. */
  LocalDateTime at(EventTime time) {
    return switch (time) {
      case EventTime.Day(var date) -> date.atStartOfDay();
      case EventTime.Moment(var at) ->
          zone == null
              ? at.toLocalDate().atStartOfDay()
              : at.atZoneSameInstant(zone).toLocalDateTime();
    };
  }

  /**
   * Reads a value of a recurrence line; a bare day in a series of moments is that day's instance.
   *
   * @param own the zone that the line names
   * @param usual the time of day of the series
   */
  Optional<LocalDateTime> read(String value, @Nullable ZoneId own, LocalTime usual) {
    String text = value.strip().split("/", 2)[0];
    try {
      if (!text.contains("T")) {
        LocalDate day = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        return Optional.of(day.atTime(zone == null ? LocalTime.MIDNIGHT : usual));
      }
      LocalDateTime written = LocalDateTime.parse(text.replace("Z", ""), LOCAL);
      ZoneId in = text.endsWith("Z") ? ZoneOffset.UTC : own;
      if (zone == null) {
        return Optional.of(written.toLocalDate().atStartOfDay());
      }
      return Optional.of(
          in == null ? written : written.atZone(in).withZoneSameInstant(zone).toLocalDateTime());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * As recurrence lines have it: a day, or a moment in UTC; the nearest to it that can be written.
   */
  String value(LocalDateTime at) {
    LocalDateTime meant = asWritten(at);
    LocalDateTime nearest =
        meant.isBefore(EARLIEST) ? EARLIEST : meant.isAfter(LATEST) ? LATEST : meant;
    return zone == null
        ? DateTimeFormatter.BASIC_ISO_DATE.format(nearest.toLocalDate())
        : LOCAL.format(nearest) + "Z";
  }

  /** Whether a recurrence line can name it, and not only what is nearest to it. */
  boolean canName(LocalDateTime at) {
    int year = asWritten(at).getYear();
    return year >= EARLIEST.getYear() && year <= LATEST.getYear();
  }

  private LocalDateTime asWritten(LocalDateTime at) {
    return zone == null
        ? at
        : at.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  /**
   * The end of what lies before, as rules have it: the day, or a second, before. A time that the
   * clock skips counts from where it begins to skip, so that who compares clocks and who compares
   * moments comes to the same.
   */
  String justBefore(LocalDateTime at) {
    if (zone == null) {
      return value(at.minusDays(1));
    }
    ZoneOffsetTransition change = zone.getRules().getTransition(at);
    boolean skipped = change != null && change.isGap();
    Instant moment = skipped ? change.getInstant() : at.atZone(zone).toInstant();
    return LOCAL.format(moment.minusSeconds(1).atOffset(ZoneOffset.UTC)) + "Z";
  }

  /** As an event's start or end has it. */
  Map<String, @Nullable Object> field(LocalDateTime at) {
    Map<String, @Nullable Object> field = new LinkedHashMap<>();
    if (zone == null) {
      field.put("date", at.toLocalDate().toString());
    } else {
      field.put("dateTime", OFFSET.format(at.atZone(zone)));
      field.put("timeZone", zone.getId());
    }
    return field;
  }

  /** The lines of an event's recurrence. */
  static List<String> lines(EventResource event) {
    return event.fields().get("recurrence") instanceof List<?> lines
        ? lines.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
