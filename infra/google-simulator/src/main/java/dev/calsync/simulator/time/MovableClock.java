package dev.calsync.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Another clock's time, moved forward by what tests have asked for. */
public final class MovableClock extends Clock {
  private final Clock source;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  public MovableClock(Clock source) {
    this.source = source;
  }

  /** Lets this much time pass at once. */
  public void advance(Duration by) {
    ahead.updateAndGet(soFar -> soFar.plus(by));
    waiting.forEach(Runnable::run);
  }

  /** How far it has been moved. */
  public Duration ahead() {
    return ahead.get();
  }

  /** The source's own time again. */
  public void restart() {
    ahead.set(Duration.ZERO);
  }

  /** Tells whoever waits for a moment of this clock that time has passed at once. */
  public void onAdvance(Runnable look) {
    waiting.add(look);
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
