package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a series has been ended.
 *
 * @param from the first start that it no longer has: a date, or a moment in UTC
 */
record SeriesEnd(String from) {
  /** Whether an exception stood in for a start that is gone. */
  boolean cutsOff(EventResource exception) {
    Map<String, @Nullable Object> original = exception.object("originalStartTime");
    try {
      if (original.get("date") instanceof String date && from.length() == 10) {
        return !LocalDate.parse(date).isBefore(LocalDate.parse(from));
      }
      return original.get("dateTime") instanceof String text
          && from.length() > 10
          && !OffsetDateTime.parse(text).toInstant().isBefore(Instant.parse(from));
    } catch (DateTimeException _) {
      return false; // The next reading will tell.
    }
  }
}
