package dev.calsync.channel.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims rows that are due, no more than there are free permits, and works on each in a virtual
 * thread of its own. A row that is slow delays no other.
 *
 * @param <T> a claimed row
 */
public final class DueWork<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DueWork.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final IntFunction<List<T>> claim;
  private final Consumer<T> work;
  private final Semaphore permits;
  private final Loop loop;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param claim takes at most so many due rows, each for this process alone until its lease ends
   */
  public DueWork(
      Loops loops, String name, int permits, IntFunction<List<T>> claim, Consumer<T> work) {
    this.claim = claim;
    this.work = work;
    this.permits = new Semaphore(permits);
    this.loop = loops.every(TICK, name, this::claimAndStart);
  }

  /** Something is due now. */
  public void wake() {
    loop.wake();
  }

  private void claimAndStart() {
    int free = permits.availablePermits();
    if (free == 0) {
      return; // The end of any of them wakes this loop again.
    }
    for (T row : claim.apply(free)) {
      permits.acquireUninterruptibly();
      begin(row);
    }
  }

  private void begin(T row) {
    try {
      threads.execute(() -> workOn(row));
    } catch (RuntimeException | Error e) {
      permits.release(); // No thread to be had; the row is due again when its lease ends.
      throw e;
    }
  }

  private void workOn(T row) {
    try {
      work.accept(row);
    } catch (RuntimeException e) {
      log.warn("work on {} failed; it is due again when its lease ends", row, e);
    } catch (Error e) {
      log.error("work on {} failed; it is due again when its lease ends", row, e);
    } finally {
      permits.release();
      wake();
    }
  }

  /** Lets what has begun come to its end. */
  @Override
  public void close() {
    threads.close();
  }
}
