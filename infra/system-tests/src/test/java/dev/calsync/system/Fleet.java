package dev.calsync.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Workers of which, again and again, one is killed or stopped and started again. */
final class Fleet implements AutoCloseable {
  private static final Duration TO_STOP = Duration.ofSeconds(40);
  private static final Duration TO_START = Duration.ofMinutes(2);

  private final List<Program> workers;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ScheduledFuture<?> shaking;
  private int strikes;

  /** That many of them, with these settings. */
  Fleet(RunningSystem system, int size, Map<String, String> settings) {
    workers =
        IntStream.rangeClosed(1, size)
            .mapToObj(n -> system.anotherWorker("sync-worker-fleet-" + n, settings))
            .toList();
  }

  /** Waits until all of them work. */
  void starts() {
    workers.forEach(Program::start);
    workers.forEach(Program::awaitReady);
  }

  /**
   * So often, one after the other is hit: the first is killed, the next is stopped, and so on; none
   * before the last works again.
   */
  void isShaken(Duration every) {
    long millis = every.toMillis();
    shaking = clock.scheduleAtFixedRate(this::strike, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Waits until all of them work; answers how many were hit. */
  int isLeftAlone() throws InterruptedException {
    if (shaking != null && shaking.isDone()) {
      throw new IllegalStateException("was not shaken to the end", shaking.exceptionNow());
    }
    clock.shutdown();
    if (!clock.awaitTermination(TO_START.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("is still being shaken");
    }
    return strikes;
  }

  /** All at once, in an orderly way. */
  void stops() {
    workers.parallelStream().forEach(worker -> worker.stop(TO_STOP));
  }

  private void strike() {
    Program victim = workers.get(strikes % workers.size());
    if (strikes % 2 == 0) {
      victim.kill();
    } else {
      victim.stop(TO_STOP);
    }
    strikes++;
    victim.startAgain();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clock.close();
    workers.stream().filter(Program::isAlive).forEach(Program::kill);
  }
}
