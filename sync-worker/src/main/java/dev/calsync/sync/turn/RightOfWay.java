package dev.calsync.sync.turn;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Deltas are kept first: before its next piece, a full sync waits until those are that have been
 * read, so that processors and database are theirs. It waits a moment each time and no longer, and
 * so comes to its end however many there are.
 */
@Component
class RightOfWay {
  /** As long as most deltas take. */
  private static final Duration PATIENCE = Duration.ofMillis(25);

  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition free = lock.newCondition();
  private int deltas;

  /** Of this process. */
  @Autowired
  RightOfWay() {
    this(PATIENCE);
  }

  RightOfWay(Duration patience) {
    this.patience = patience;
  }

  /** A delta is kept, until this is closed. */
  Passage enter() {
    lock.lock();
    try {
      deltas++;
    } finally {
      lock.unlock();
    }
    return this::leave;
  }

  private void leave() {
    lock.lock();
    try {
      deltas--;
      if (deltas == 0) {
        free.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no delta is on its way in, or has waited long enough. */
  void give() {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (deltas > 0 && left > 0) {
        left = free.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** One delta's. */
  interface Passage extends AutoCloseable {
    @Override
    void close();
  }
}
