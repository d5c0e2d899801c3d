package dev.calsync.sync.turn;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Turns that somebody may be waiting for go first: between its pieces, a full sync lets those that
 * are under way end, so that processors and database are theirs. It waits a moment each time and no
 * longer, and so comes to its end however many there are, and however slow Google answers them.
 */
@Component
class RightOfWay {
  /** As long as most turns take. */
  private static final Duration PATIENCE = Duration.ofMillis(25);

  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition free = lock.newCondition();
  private int ahead;

  /** Of this process. */
  @Autowired
  RightOfWay() {
    this(PATIENCE);
  }

  RightOfWay(Duration patience) {
    this.patience = patience;
  }

  /**
   * The way of one turn, until it is closed.
   *
   * @param first whether others wait for it
   */
  Passage enter(boolean first) {
    Passage passage = new Passage(first ? 1 : 0);
    passage.add(passage.own);
    return passage;
  }

  /** One turn's. */
  final class Passage implements AutoCloseable {
    private final int own;

    private Passage(int own) {
      this.own = own;
    }

    private void add(int turns) {
      lock.lock();
      try {
        ahead += turns;
        free.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Lets others go first; for no longer than they may. */
    void giveWay() {
      lock.lock();
      try {
        long left = patience.toNanos();
        while (ahead > own && left > 0) {
          left = free.awaitNanos(left);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      add(-own);
    }
  }
}
