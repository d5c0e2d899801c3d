package dev.calsync.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** Another clock's time, moved forward by what tests have asked for. */
public final class MovableClock extends Clock {
  private final Clock source;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public MovableClock(Clock source) {
    this.source = source;
  }

  /** Lets this much time pass at once. */
  public void advance(Duration by) {
    ahead.updateAndGet(soFar -> soFar.plus(by));
  }

  @Override
  public Instant instant() {
    return source.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return source.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MovableClock(source.withZone(zone));
  }
}
