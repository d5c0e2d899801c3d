package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When an event starts and ends, for finding those in a window. An all-day event has no instant; it
 * is filed under UTC midnight, and a reader widens its window by a day. What cannot be read is
 * filed under no time at all, never lost.
 */
record EventTimes(@Nullable Instant start, @Nullable Instant end) {
  // PostgreSQL's timestamptz ends at 4714 BC and 294276 AD; nobody means a year beyond these.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d:?\\d\\d$");

  static EventTimes of(EventResource event) {
    return new EventTimes(instant(event.object("start")), instant(event.object("end")));
  }

  private static @Nullable Instant instant(Map<String, @Nullable Object> time) {
    try {
      if (time.get("dateTime") instanceof String dateTime) {
        return bounded(instant(dateTime, time.get("timeZone")));
      }
      return time.get("date") instanceof String date
          ? bounded(LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC))
          : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Instant instant(String dateTime, @Nullable Object zone) {
    boolean hasOffset = dateTime.endsWith("Z") || OFFSET.matcher(dateTime).find();
    return hasOffset
        ? OffsetDateTime.parse(dateTime).toInstant()
        : LocalDateTime.parse(dateTime)
            .atZone(zone instanceof String id ? ZoneId.of(id) : ZoneOffset.UTC)
            .toInstant();
  }

  private static Instant bounded(Instant instant) {
    return instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
  }
}
