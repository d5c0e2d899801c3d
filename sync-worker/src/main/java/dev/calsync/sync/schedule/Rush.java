package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Whether pushes come faster than it is worth to read each at once: a leaking bucket of them. */
@Component
class Rush {
  /** Seconds' worth above what leaks away: few enough that a burst is known before it is read. */
  private static final double ENOUGH = 0.25;

  /** So that the longest burst is over a few seconds after its end. */
  private static final int DEEPEST = 3;

  private final double perSecond;
  private final InstantSource clock;
  private double level;
  private Instant since;

  Rush(SyncProperties settings, InstantSource monotonicClock) {
    this.perSecond = settings.burst();
    this.clock = monotonicClock;
    this.since = clock.instant();
  }

  /**
   * Counts pushes that came.
   *
   * @return whether more have come than leak away and a quarter of a second's worth
   */
  synchronized boolean add(int pushes) {
    Instant now = clock.instant();
    double leaked = perSecond * (Duration.between(since, now).toNanos() / 1e9);
    since = now;
    level = Math.min(Math.max(0, level - leaked) + pushes, DEEPEST * perSecond);
    return level > ENOUGH * perSecond;
  }

  /** Whether that is so now. */
  boolean isOn() {
    return add(0);
  }
}
