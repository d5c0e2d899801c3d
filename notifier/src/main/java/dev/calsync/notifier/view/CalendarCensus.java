package dev.calsync.notifier.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many calendars of the whole installation fare how, and how far behind reading is, as figures;
 * none of them is named. Told here, so that it is told when no worker is left, too.
 */
@Component
class CalendarCensus {
  /** Looks at each calendar's rows. */
  static final Duration EVERY = Duration.ofMinutes(1);

  private final Calendars calendars;
  private final Clock clock;
  private Instant countAgain = Instant.MIN; // only the thread that looks knows it
  private volatile @Nullable Map<Why, Long> latest;
  private volatile @Nullable Backlog backlog;

  CalendarCensus(Calendars calendars, Clock clock, MeterRegistry meters) {
    this.calendars = calendars;
    this.clock = clock;
    for (Why why : Why.values()) {
      Gauge.builder("calsync.calendars", () -> counted(why))
          .description("Calendars in sync, by how they fare and why")
          .tag("state", why.state().name().toLowerCase(Locale.ROOT))
          .tag("reason", why.code())
          .register(meters);
    }
    Gauge.builder("calsync.sync.lag", () -> behind(Backlog::lag))
        .baseUnit("seconds")
        .description(
            "For how long the calendar that has waited longest to be read has been due or pushed")
        .register(meters);
    Gauge.builder("calsync.calendars.failing", () -> behind(Backlog::failing))
        .description("Calendars whose last %d readings failed, or more".formatted(Backlog.FAILURES))
        .register(meters);
  }

  /** Counts if the last count is old. */
  void look() {
    Instant now = clock.instant();
    if (!now.isBefore(countAgain)) {
      countAgain = now.plus(EVERY);
      latest = null; // should it fail, nothing is told rather than what is old
      backlog = null;
      latest = calendars.count();
      backlog = calendars.backlog();
    }
  }

  private double behind(ToDoubleFunction<Backlog> figure) {
    Backlog found = backlog;
    return found == null ? Double.NaN : figure.applyAsDouble(found);
  }

  private double counted(Why why) {
    Map<Why, Long> count = latest;
    return count == null ? Double.NaN : count.getOrDefault(why, 0L);
  }
}
