package dev.calsync.channel.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats one round of work on a thread of its own. Waking is idempotent: however many wake it
 * while a round runs, exactly one more round follows, so nothing that was there to be seen at the
 * time of a wake is missed.
 */
public final class Loop {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final Duration tick;
  private final Runnable round;
  private final Semaphore wakes = new Semaphore(0);
  private final String name;
  private volatile boolean running;
  private @Nullable Thread thread;

  Loop(String name, Duration tick, Runnable round) {
    this.tick = tick;
    this.round = round;
    this.name = name;
  }

  /** There is something to do. */
  public void wake() {
    wakes.release();
  }

  /** A loop that was stopped may be started again. */
  synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  synchronized void stop() throws InterruptedException {
    running = false;
    wake();
    if (thread != null) {
      thread.join(STOP_WITHIN);
    }
  }

  private void run() {
    while (running) {
      runRound();
      try {
        // The answer does not matter: a tick and a wake lead to the same round.
        boolean _ = wakes.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        return;
      }
      wakes.drainPermits();
    }
  }

  private void runRound() {
    try {
      round.run();
    } catch (RuntimeException e) {
      if (running) {
        log.warn("{}: this round failed, the next tick tries again", name, e);
      }
    } catch (Error e) {
      log.error("{}: this round failed, the next tick tries again", name, e);
    }
  }
}
