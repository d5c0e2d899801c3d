package dev.calsync.channel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops and the work that is due. */
class LoopTests {
  private static final Duration NEVER = Duration.ofHours(1);
  private final Loops loops = new Loops();

  @AfterEach
  void stop() {
    loops.stop();
  }

  @Test
  void wakesDuringARoundCostExactlyOneMoreRound() throws InterruptedException {
    var rounds = new AtomicInteger();
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    Loop loop =
        loops.every(
            NEVER,
            "test",
            () -> {
              rounds.incrementAndGet();
              inside.countDown();
              awaitQuietly(leave);
            });
    loops.start();
    inside.await();
    for (int i = 0; i < 100; i++) {
      loop.wake();
    }
    leave.countDown();
    await().untilAsserted(() -> assertThat(rounds).hasValue(2));
    await().during(Duration.ofMillis(100)).untilAsserted(() -> assertThat(rounds).hasValue(2));
  }

  @Test
  void aRoundThatFailsIsFollowedByOthers() {
    var rounds = new AtomicInteger();
    loops.every(
        Duration.ofMillis(5),
        "test",
        () -> {
          if (rounds.incrementAndGet() % 2 == 0) {
            throw new StackOverflowError("as asked");
          }
          throw new IllegalStateException("as asked");
        });
    loops.start();
    await().untilAsserted(() -> assertThat(rounds).hasValueGreaterThan(3));
  }

  @Test
  void whatWasStoppedCanBeStartedAgain() {
    var rounds = new AtomicInteger();
    loops.every(NEVER, "test", rounds::incrementAndGet);
    loops.start();
    await().untilAsserted(() -> assertThat(rounds).hasValue(1));
    loops.stop();
    rounds.set(0);
    loops.start();
    await().untilAsserted(() -> assertThat(rounds).hasValue(1));
  }

  @Test
  void noMoreIsClaimedThanThereArePermits() throws InterruptedException {
    var backlog = new ConcurrentLinkedQueue<>(List.of(1, 2, 3, 4, 5));
    var started = new AtomicInteger();
    var done = new AtomicInteger();
    var go = new CountDownLatch(1);
    try (var work =
        new DueWork<Integer>(
            loops,
            "test",
            2,
            limit ->
                Stream.generate(backlog::poll).limit(limit).takeWhile(Objects::nonNull).toList(),
            _ -> {
              started.incrementAndGet();
              awaitQuietly(go);
              done.incrementAndGet();
            })) {
      loops.start();
      await().untilAsserted(() -> assertThat(started).hasValue(2));
      work.wake();
      await().during(Duration.ofMillis(50)).untilAsserted(() -> assertThat(started).hasValue(2));
      go.countDown();
      await().untilAsserted(() -> assertThat(done).hasValue(5));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
