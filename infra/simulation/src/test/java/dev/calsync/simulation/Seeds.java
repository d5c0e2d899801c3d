package dev.calsync.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Runs many seeds, some of them at a time: no two runs share anything. */
final class Seeds {
  /** One more than there are processors, as each waits for the database now and then. */
  private static final int AT_A_TIME = Runtime.getRuntime().availableProcessors() + 1;

  private Seeds() {}

  /** Runs each, in no order, until all are done or one fails. */
  static void each(long first, long count, LongConsumer run) {
    var next = new AtomicLong(first);
    List<Future<?>> workers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int i = 0; i < AT_A_TIME; i++) {
        workers.add(threads.submit(() -> runAll(next, first + count, run)));
      }
    }
    for (Future<?> worker : workers) {
      await(worker);
    }
  }

  private static void runAll(AtomicLong next, long end, LongConsumer run) {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      try {
        run.accept(seed);
      } catch (AssertionError e) {
        next.set(end);
        throw e;
      }
    }
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a seed failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
