package dev.calsync.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, and who runs next. One thread runs at a time: this one, or that of one fiber, which
 * hands back when it pauses or ends. Time stands still while anybody runs; of those who are due at
 * the same time chance picks the next.
 */
final class Schedule implements AutoCloseable {
  /** Threads that wait for their turn are shared by all runs. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("fiber-", 0).factory());

  /** In real time. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(2);

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private final Set<Fiber> paused = new LinkedHashSet<>();
  private final Semaphore handedBack = new Semaphore(0);
  private final RandomGenerator random;
  private Instant now;
  private @Nullable Fiber running;
  private @Nullable Violation violation;
  private long steps;

  Schedule(Instant start, RandomGenerator random) {
    this.now = start;
    this.random = random;
  }

  Instant now() {
    return now;
  }

  /** Virtual time, as a clock. */
  Clock clock() {
    return ((InstantSource) this::now).withZone(ZoneOffset.UTC);
  }

  /** The same as a clock that counts. */
  long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  /** How many steps were taken so far. */
  long steps() {
    return steps;
  }

  /** Does something later, on this thread; it must not pause. */
  void after(Duration delay, Runnable step) {
    due.add(new Due(now.plus(delay), random.nextLong(), step));
  }

  /** Begins something that may pause, in the name of a process. */
  void begin(Life life, Duration delay, Runnable body) {
    var fiber = new Fiber(life, body);
    after(delay, fiber::go);
  }

  /** Called by a fiber: lets time pass, and others run. */
  void pause(Duration time) {
    Fiber me = running;
    if (me == null) {
      throw new IllegalStateException("only a fiber may pause");
    }
    me.pause(time);
  }

  boolean isInFiber() {
    return running != null;
  }

  /** Whatever becomes of this where it is thrown, the run has failed. */
  void fails(Violation how) {
    violation = how;
  }

  /** Takes steps until then, or until {@code enough}. */
  void run(Instant end, BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      Due next = due.peek();
      if (next == null || next.at().isAfter(end)) {
        now = end;
        return;
      }
      due.poll();
      now = next.at();
      steps++;
      next.step().run();
      if (violation != null) {
        throw violation;
      }
    }
  }

  /** Ends every life that still waits for something. */
  @Override
  public void close() {
    while (!paused.isEmpty()) {
      Fiber fiber = paused.iterator().next();
      fiber.life.end();
      fiber.go();
    }
  }

  private record Due(Instant at, long order, Runnable step) {}

  /** A line of execution that can wait. */
  private final class Fiber {
    private final Life life;
    private final Runnable body;
    private final Semaphore turn = new Semaphore(0);
    private boolean begun;
    private @Nullable Throwable failure;

    Fiber(Life life, Runnable body) {
      this.life = life;
      this.body = body;
    }

    /** Runs until it pauses or ends; what it fails with fails the run. */
    void go() {
      if (life.isFrozenAt(now) && !life.isOver()) {
        after(Duration.between(now, life.frozenUntil()), this::go);
        return;
      }
      running = this;
      if (begun) {
        turn.release();
      } else {
        begun = true;
        THREADS.execute(this::run);
      }
      awaitReturn();
      running = null;
      if (failure != null) {
        throw new AssertionError(life + " failed: " + failure, failure);
      }
    }

    /** Whoever waits for something that only another of us could give waits for ever. */
    private void awaitReturn() {
      try {
        if (!handedBack.tryAcquire(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError(life + " does not come back: does it hold or want a lock?");
        }
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }

    private void run() {
      try {
        life.requireAlive();
        body.run();
      } catch (Died _) {
        // So ends the work of a process that was killed.
      } catch (Throwable e) {
        failure = e;
      } finally {
        handedBack.release();
      }
    }

    void pause(Duration time) {
      life.requireAlive();
      after(time, this::go);
      paused.add(this);
      handedBack.release();
      turn.acquireUninterruptibly();
      paused.remove(this);
      life.requireAlive();
    }
  }
}
