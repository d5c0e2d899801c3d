package dev.calsync.system;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Changes in many calendars, some much busier than others, spread over a time. */
final class Traffic implements AutoCloseable {
  private static final int HANDS = 4;

  private final List<BusyCalendar> calendars;
  private final int changes;
  private final CountDownLatch left;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(HANDS);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  Traffic(List<BusyCalendar> calendars, int changes) {
    this.calendars = calendars;
    this.changes = changes;
    this.left = new CountDownLatch(changes);
  }

  /** So many changes, one after another from now on. */
  void flows(Duration time, long seed) {
    var random = new SplittableRandom(seed);
    long part = time.toNanos() / 1_000 / changes;
    for (int i = 0; i < changes; i++) {
      RandomGenerator own = random.split();
      var _ = clock.schedule(() -> change(own), i * part, TimeUnit.MICROSECONDS);
    }
  }

  void isOver(Duration atMost) throws InterruptedException {
    boolean over = left.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    RuntimeException failed = failure.get();
    if (failed != null || !over) {
      throw new IllegalStateException("the traffic did not end", failed);
    }
  }

  /** A tenth of all changes come to a hundredth of all calendars. */
  private void change(RandomGenerator random) {
    try {
      int among = random.nextInt(10) == 0 ? Math.max(1, calendars.size() / 100) : calendars.size();
      calendars.get(random.nextInt(among)).changes(random);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      left.countDown();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
