package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.UserId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many are let through at a time, and who waits for whom. */
@Timeout(30)
class LanesTests {
  private final UserId ada = person();

  @Test
  void nobodyIsInTwiceAndWhoWaitsInVainIsTold() {
    var lanes = new Lanes(4, Duration.ofMillis(10));
    assertThat(lanes.through(ada, () -> lanes.through(ada, () -> "twice").isEmpty()))
        .contains(true);
    assertThat(lanes.through(ada, () -> "again")).contains("again");
  }

  @Test
  void othersPassWhoeverWaits() {
    var lanes = new Lanes(4, Duration.ZERO);
    assertThat(
            lanes.through(
                ada,
                () ->
                    Stream.generate(LanesTests::person)
                        .limit(100)
                        .filter(other -> lanes.through(other, () -> "in").isPresent())
                        .count()))
        .hasValueSatisfying(passed -> assertThat(passed).isBetween(40L, 99L));
  }

  @Test
  void soManyAreInAtATimeAndAllComeIn() {
    var lanes = new Lanes(4, Duration.ofSeconds(20));
    var in = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        threads.execute(() ->
            lanes.through(
                person(),
                () -> {
                  most.accumulateAndGet(in.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(100_000);
                  in.decrementAndGet();
                  return done.incrementAndGet();
                }));
      }
    }
    assertThat(most.get()).isBetween(1, 4);
    assertThat(done.get()).isEqualTo(100);
  }

  @Test
  void whoFailsLeaves() {
    var lanes = new Lanes(1, Duration.ZERO);
    assertThatThrownBy(() ->
            lanes.through(
                ada,
                () -> {
                  throw new IllegalStateException("no");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(lanes.through(ada, () -> "next")).contains("next");
  }

  @Test
  void whoIsInterruptedWaitsNoLongerAndIsStillInterrupted() throws Exception {
    var lanes = new Lanes(1, Duration.ofHours(1));
    var in = new CountDownLatch(1);
    var out = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> lanes.through(ada, () -> held(in, out)));
      in.await();
      Thread.currentThread().interrupt();
      assertThat(lanes.through(ada, () -> "in")).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
      out.countDown();
    }
  }

  private static String held(CountDownLatch in, CountDownLatch out) {
    in.countDown();
    try {
      out.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "held";
  }

  private static UserId person() {
    return new UserId(UUID.randomUUID());
  }
}
