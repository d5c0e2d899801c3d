package dev.calsync.notifier.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an event begins or ends: a day in nobody's time zone, or a moment. */
public sealed interface EventTime {
  /** As the API writes it. */
  String text();

  /** Whole days; an end is the first day after. */
  record Day(LocalDate date) implements EventTime {
    @Override
    public String text() {
      return date.toString();
    }
  }

  /** A moment, with the offset it is shown in. */
  record Moment(OffsetDateTime at) implements EventTime {
    @Override
    public String text() {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }

    /** Wherever its clock stands. */
    public Instant instant() {
      return at.toInstant();
    }

    /** Two moments are one if they are the same instant, whatever their offsets. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Moment moment && moment.instant().equals(instant());
    }

    @Override
    public int hashCode() {
      return instant().hashCode();
    }
  }

  /**
   * Reads Google's {@code start}, {@code end} or {@code originalStartTime}; empty if unreadable.
   */
  static Optional<EventTime> of(Map<String, @Nullable Object> field, ZoneId calendarZone) {
    try {
      if (field.get("date") instanceof String date) {
        return Optional.of(new Day(inRange(LocalDate.parse(date))));
      }
      if (field.get("dateTime") instanceof String text) {
        return Optional.of(new Moment(moment(text, zone(field, calendarZone))));
      }
    } catch (DateTimeException _) {
      // Falls through: what cannot be placed in time is not shown.
    }
    return Optional.empty();
  }

  /** The zone that fixes a series' expansion; one that nobody knows counts as the calendar's. */
  static ZoneId zone(Map<String, @Nullable Object> field, ZoneId calendarZone) {
    return field.get("timeZone") instanceof String name ? zone(name, calendarZone) : calendarZone;
  }

  /** A zone by name, or another where nobody knows it. */
  static ZoneId zone(@Nullable String name, ZoneId otherwise) {
    try {
      return name == null ? otherwise : ZoneId.of(name);
    } catch (DateTimeException _) {
      return otherwise;
    }
  }

  private static OffsetDateTime moment(String text, ZoneId zone) {
    OffsetDateTime at;
    try {
      at = OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      at = LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
    }
    inRange(at.toLocalDate());
    return at;
  }

  private static LocalDate inRange(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new DateTimeException("year " + date.getYear());
    }
    return date;
  }

  /** UTC, where there is no better. */
  static ZoneId utc() {
    return ZoneOffset.UTC;
  }
}
