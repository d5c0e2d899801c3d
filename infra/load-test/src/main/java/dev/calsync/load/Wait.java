package dev.calsync.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with an end: for something that happens, or for a moment. */
final class Wait {
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SOON = TimeUnit.MICROSECONDS.toNanos(200);

  private Wait() {}

  /** Looks again and again; a load test that waits for ever tells nothing. */
  static void until(String what, Duration atMost, BooleanSupplier happened) {
    until(what, atMost, happened, EVERY);
  }

  /** The same for what happens within moments. */
  static void busily(String what, Duration atMost, BooleanSupplier happened) {
    until(what, atMost, happened, SOON);
  }

  private static void until(
      String what, Duration atMost, BooleanSupplier happened, long everyNanos) {
    long from = System.nanoTime();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - from > atMost.toNanos()) {
        throw new IllegalStateException("%s: not within %s".formatted(what, atMost));
      }
      LockSupport.parkNanos(everyNanos);
    }
  }

  /** Until a moment on {@link System#nanoTime}. */
  static void untilNanos(long moment) {
    long left = moment - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = moment - System.nanoTime();
    }
  }

  static void lasting(Duration time) {
    untilNanos(System.nanoTime() + time.toNanos());
  }

  static void forEnd(Thread thread) {
    until("end of " + thread.getName(), Duration.ofSeconds(10), () -> !thread.isAlive());
  }
}
