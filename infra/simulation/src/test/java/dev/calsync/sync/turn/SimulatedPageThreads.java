package dev.calsync.sync.turn;

import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** The worker's look ahead, replaced by what runs in virtual time. */
public final class SimulatedPageThreads extends PageThreads {
  private final Executor executor;
  private final Runnable pause;

  /** Who waits lets time pass, since one thread runs at a time. */
  public SimulatedPageThreads(Executor executor, Runnable pause) {
    this.executor = executor;
    this.pause = pause;
  }

  @Override
  <T> Supplier<T> begin(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    executor.execute(task);
    return () -> {
      while (!task.isDone()) {
        pause.run();
      }
      return resultOf(task);
    };
  }
}
