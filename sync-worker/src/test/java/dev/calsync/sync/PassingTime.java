package dev.calsync.sync;

import dev.calsync.sync.lease.Lease;
import java.lang.StackWalker.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker's own clock, on which time passes whenever a turn looks whether its lease still holds;
 * for anything else it is the clock that there was.
 */
final class PassingTime implements InstantSource {
  private final InstantSource real;
  private final AtomicLong passed = new AtomicLong();
  private volatile Duration step = Duration.ZERO;

  PassingTime(InstantSource real) {
    this.real = real;
  }

  @Override
  public Instant instant() {
    Class<?> asks = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    if (!asks.getPackage().equals(Lease.class.getPackage())) {
      return real.instant();
    }
    boolean isTurn = Thread.currentThread().getName().startsWith("sync-turn-");
    return real.instant().plusNanos(passed.addAndGet(isTurn ? step.toNanos() : 0));
  }

  /** From now on, so much at each look. */
  void passes(Duration time) {
    step = time;
  }

  Duration passed() {
    return Duration.ofNanos(passed.get());
  }
}
