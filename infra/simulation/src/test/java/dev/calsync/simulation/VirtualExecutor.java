package dev.calsync.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a process's tasks as fibers. Its machine is slow: what repeats itself does so twenty times
 * more seldom, which nothing may depend on, and which saves most of a run's statements.
 */
final class VirtualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
  private static final int SLOWER = 20;

  private final Schedule schedule;
  private final Life life;
  private final int slower;

  VirtualExecutor(Schedule schedule, Life life, Scene scene) {
    this.schedule = schedule;
    this.life = life;
    this.slower = SLOWER * scene.calm();
  }

  @Override
  public void execute(Runnable task) {
    schedule.begin(life, Duration.ZERO, task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    schedule.begin(life, Duration.of(delay, unit.toChronoUnit()), task);
    return new Scheduled(task);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    Duration between = Duration.of(delay, unit.toChronoUnit()).multipliedBy(slower);
    return schedule(() -> repeat(task, between), initialDelay, unit);
  }

  private void repeat(Runnable task, Duration between) {
    task.run();
    schedule.begin(life, between, () -> repeat(task, between));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public void shutdown() {
    life.end();
  }

  @Override
  public List<Runnable> shutdownNow() {
    life.end();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return life.isOver();
  }

  @Override
  public boolean isTerminated() {
    return life.isOver();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  /** A task nobody waits for. */
  private static final class Scheduled extends FutureTask<Void> implements ScheduledFuture<Void> {
    Scheduled(Runnable task) {
      super(task, null);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
