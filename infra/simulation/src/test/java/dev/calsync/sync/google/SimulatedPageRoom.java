package dev.calsync.sync.google;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The worker's room for pages, waited for in virtual time, and not in the order of coming. */
public final class SimulatedPageRoom extends PageRoom {
  /** On whatever machine. */
  private static final long HEAP = 512L * 1024 * 1024;

  private static final Duration STEP = Duration.ofMillis(100);

  private final Consumer<Duration> pause;

  /** Who waits lets time pass, since one thread runs at a time. */
  public SimulatedPageRoom(Consumer<Duration> pause) {
    super(HEAP);
    this.pause = pause;
  }

  @Override
  boolean await(Semaphore room, int permits, Duration patience) {
    Duration left = patience;
    while (!room.tryAcquire(permits)) {
      if (!left.isPositive()) {
        return false;
      }
      pause.accept(STEP);
      left = left.minus(STEP);
    }
    return true;
  }
}
