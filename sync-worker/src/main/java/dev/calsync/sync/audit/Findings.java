package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;

/**
 * What the latest audit of each calendar found, in the last day. A calendar that is found clean
 * counts no more; one whose audit could not be ended counts as before.
 */
final class Findings {
  static final Duration COUNTED = Duration.ofDays(1);
  static final int MOST_CALENDARS = 1_000;

  private final SequencedMap<CalendarId, Finding> different = new LinkedHashMap<>();

  synchronized void note(AuditReport report, Instant now) {
    switch (report.outcome()) {
      case UNFINISHED -> {}
      case CLEAN -> different.remove(report.calendar());
      case DIFFERENT -> {
        different.remove(report.calendar()); // It is the latest now.
        different.put(report.calendar(), Finding.of(report, now));
        if (different.size() > MOST_CALENDARS) {
          different.pollFirstEntry();
        }
      }
    }
  }

  long missing(Instant now) {
    return sum(Finding::missing, now);
  }

  long stale(Instant now) {
    return sum(Finding::stale, now);
  }

  long extra(Instant now) {
    return sum(Finding::extra, now);
  }

  private synchronized long sum(ToLongFunction<Finding> kind, Instant now) {
    different.values().removeIf(finding -> !now.isBefore(finding.at().plus(COUNTED)));
    return different.values().stream().mapToLong(kind).sum();
  }

  private record Finding(Instant at, long missing, long stale, long extra) {
    static Finding of(AuditReport report, Instant at) {
      return new Finding(
          at, report.missing().count(), report.stale().count(), report.extra().count());
    }
  }
}
