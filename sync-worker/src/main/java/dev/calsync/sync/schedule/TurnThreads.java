package dev.calsync.sync.schedule;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * What turns run on: a clock for the looks, a virtual thread for each live turn, a thread of the
 * system's for each first sync, and chance. A first sync computes for long without a pause, and a
 * virtual thread that does so keeps all others from its processor.
 */
@Component
class TurnThreads {
  private final RandomGenerator random;

  TurnThreads(RandomGenerator random) {
    this.random = random;
  }

  ScheduledExecutorService newClock() {
    return Executors.newScheduledThreadPool(
        2, Thread.ofPlatform().name("sync-dispatcher-", 0).factory());
  }

  ExecutorService newTurns() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sync-turn-", 0).factory());
  }

  ExecutorService newBackfills() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofPlatform().daemon().name("sync-turn-backfill-", 0).factory());
  }

  /** Some part of a period, so that workers do not look in step. */
  Duration partOf(Duration period) {
    return Duration.ofMillis(random.nextLong(period.toMillis()));
  }
}
