package dev.calsync.sync.turn;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What a page that is asked for ahead is fetched on: a thread of the system's, since reading a page
 * keeps a processor busy for long.
 */
@Component
class PageThreads {
  /**
   * Begins something.
   *
   * @return waits for its end
   */
  <T> Supplier<T> begin(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name("sync-page").start(task);
    return () -> resultOf(task);
  }

  /** Its result, or its failure as if the caller had done the work. */
  static <T> T resultOf(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a page was awaited", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
