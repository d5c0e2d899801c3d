package dev.calsync.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one after the other and stops in the opposite order, also what a Ctrl-C meets half-way.
 */
final class RunningSteps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningSteps.class);

  private final Console console;
  private final Path logFile;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile boolean stopping;

  RunningSteps(Console console, Path logFile) {
    this.console = console;
    this.logFile = logFile;
  }

  /** False: it was told to stop meanwhile. */
  boolean start(List<Step> steps) {
    for (Step step : steps) {
      if (!start(step)) {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean start(Step step) {
    if (stopping) {
      return false;
    }
    long from = System.nanoTime();
    console.starting(step);
    try {
      running.push(PartLoader.within(step.name(), step.start()::run));
    } catch (Exception e) {
      log.error("{} did not start", step.name(), e);
      throw new CannotStart(
          "%s: %s; the log says more: %s".formatted(step.name(), Reason.of(e), logFile), e);
    }
    console.started(step, Duration.ofNanos(System.nanoTime() - from));
    return true;
  }

  @Override
  public void close() {
    stopping = true;
    closeAll();
  }

  private synchronized void closeAll() {
    if (running.isEmpty()) {
      return;
    }
    long from = System.nanoTime();
    console.stopping();
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        log.warn("something did not stop as it should", e);
      }
    }
    console.stopped(Duration.ofNanos(System.nanoTime() - from));
  }
}
