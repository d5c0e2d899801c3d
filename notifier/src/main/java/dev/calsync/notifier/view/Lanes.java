package dev.calsync.notifier.view;

import dev.calsync.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets only so many at a time do what is dear, and everybody only once at a time.
 *
 * <p>A person is always in the same lane. Who asks for a hundred searches at once so waits for
 * themselves; in one queue for all, everybody would wait behind these hundred. What is left is the
 * neighbour in the same lane, and that is one person of several, not all.
 */
final class Lanes {
  private final List<Semaphore> lanes;
  private final Duration patience;

  /**
   * @param patience how long somebody waits for their turn
   */
  Lanes(int count, Duration patience) {
    this.lanes = Stream.generate(() -> new Semaphore(1, true)).limit(count).toList();
    this.patience = patience;
  }

  /** What the work gives; empty where its turn did not come in time. */
  <T> Optional<T> through(UserId user, Supplier<T> work) {
    Semaphore lane = lanes.get(Math.floorMod(user.hashCode(), lanes.size()));
    if (!isFreeInTime(lane)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      lane.release();
    }
  }

  private boolean isFreeInTime(Semaphore lane) {
    try {
      return lane.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
