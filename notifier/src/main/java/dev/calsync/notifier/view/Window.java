package dev.calsync.notifier.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * The stretch of time somebody looks at, its end exclusive.
 *
 * <p>Whole days are compared with the days that its ends fall on where it is looked at from, that
 * is in the offsets of {@code from} and {@code to}.
 */
record Window(OffsetDateTime from, OffsetDateTime to) {
  boolean shows(EventTime start, EventTime end) {
    return switch (start) {
      case EventTime.Day(LocalDate first) -> {
        LocalDate after = end instanceof EventTime.Day(LocalDate day) ? day : first.plusDays(1);
        if (!after.isAfter(first)) {
          after = first.plusDays(1);
        }
        yield !first.isAfter(lastDay()) && after.isAfter(from.toLocalDate());
      }
      case EventTime.Moment begins -> {
        Instant begin = begins.instant();
        Instant until = end instanceof EventTime.Moment ends ? ends.instant() : begin;
        yield begin.isBefore(to.toInstant())
            && (until.isAfter(from.toInstant()) || !begin.isBefore(from.toInstant()));
      }
    };
  }

  /** The last day that is looked at, if only its first second. */
  private LocalDate lastDay() {
    return to.minus(Duration.ofNanos(1)).toLocalDate();
  }
}
