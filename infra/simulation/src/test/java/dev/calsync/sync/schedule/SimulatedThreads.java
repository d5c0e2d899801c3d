package dev.calsync.sync.schedule;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** The worker's threads, replaced by what runs in virtual time. */
public final class SimulatedThreads extends TurnThreads {
  private final ScheduledExecutorService executor;

  public SimulatedThreads(RandomGenerator random, ScheduledExecutorService executor) {
    super(random);
    this.executor = executor;
  }

  @Override
  ScheduledExecutorService newClock() {
    return executor;
  }

  @Override
  ExecutorService newTurns() {
    return executor;
  }

  @Override
  ExecutorService newBackfills() {
    return executor;
  }
}
