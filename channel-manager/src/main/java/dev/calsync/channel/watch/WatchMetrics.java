package dev.calsync.channel.watch;

import dev.calsync.channel.loop.Loops;
import dev.calsync.channel.watch.ChannelCensus.Count;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures an operator watches: how many channels are how far, and how soon one ends. */
@Component
final class WatchMetrics {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final ChannelCensus census;
  private final Clock clock;
  private volatile Count latest = new Count(Map.of(), null, 0);

  WatchMetrics(ChannelCensus census, Clock clock, MeterRegistry meters, Loops loops) {
    this.census = census;
    this.clock = clock;
    for (String state : ChannelCensus.STATES) {
      Gauge.builder("calsync.watch.channels", () -> latest.channels().getOrDefault(state, 0L))
          .description("Watch channels by state")
          .tag("state", state)
          .register(meters);
    }
    Gauge.builder("calsync.watch.soonest.expiry", this::untilSoonestExpiry)
        .description("Until the next active channel ends")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("calsync.watch.uncovered", () -> latest.uncovered())
        .description("Wanted and watchable, but not watched")
        .baseUnit("calendars")
        .register(meters);
    var _ = loops.every(EVERY, "watch-metrics", this::read);
  }

  private void read() {
    latest = census.count();
  }

  private double untilSoonestExpiry() {
    @Nullable Instant soonest = latest.soonestExpiry();
    return soonest == null
        ? Double.NaN
        : Duration.between(clock.instant(), soonest).toMillis() / 1000.0;
  }
}
