package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.stream.Crowd;
import dev.calsync.testsupport.stream.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * P21: whatever cuts a stream, and wherever, its reader ends equal to the database; what it cannot
 * be told any more it is told by a reset.
 */
class StreamGapsIntegrationTests {
  private static final int CLIENTS = Integer.getInteger("guarantees.clients", 24);
  private static final int CUTS = Integer.getInteger("guarantees.cuts", 4);
  private static final Duration BETWEEN =
      Duration.ofMillis(Integer.getInteger("guarantees.cut-pause", 100));
  private static final int CLIENTS_OF_ONE = 8;
  private static final int REPLAY = 60;
  private static final int BURST = 300; // more than waits for one stream
  private static final String LONG = "x".repeat(20_000); // more than its connection takes

  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger beyondReplay = new AtomicInteger();
  private volatile boolean busy = true;

  @Test
  @Timeout(3_600)
  void everyReaderEndsEqualToTheDatabaseHoweverItWasCut() throws InterruptedException {
    try (var crowd = new Crowd();
        Node first = node()) {
      nodes.add(first);
      nodes.add(node());
      World world = first.world();
      List<Diary> diaries =
          IntStream.range(0, Math.max(1, CLIENTS / CLIENTS_OF_ONE))
              .mapToObj(i -> new Diary(first, world, i, true))
              .toList();
      List<Reading> all =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> reading(i, diaries.get(i % diaries.size()), crowd))
              .toList();
      Thread writer = Thread.ofPlatform().start(() -> write(diaries));
      List<Thread> lives = all.stream().map(one -> Thread.ofVirtual().start(one::live)).toList();
      restartTheSecondNode();
      for (Thread life : lives) {
        life.join();
      }
      busy = false;
      writer.join();
      all.forEach(Reading::endsEqual);
      int resets = all.stream().mapToInt(one -> one.follower.resets()).sum();
      System.out.printf(
          "P21: %d clients, each cut %d times; %d changes, %d resets%n",
          CLIENTS, CUTS, diaries.stream().mapToLong(Diary::head).sum(), resets);
      assertThat(resets).isGreaterThanOrEqualTo(beyondReplay.get()).isPositive();
      nodes.get(1).close();
    }
  }

  private static Node node() {
    Tables.migrate();
    return Node.start(
        TestInfrastructure.database(),
        "calsync.stream.replay=" + REPLAY,
        "calsync.stream.per-session=1000",
        "calsync.stream.per-user=1000",
        "calsync.stream.drain-window=1s");
  }

  private Reading reading(int number, Diary diary, Crowd crowd) {
    return new Reading(
        diary, new Follower(crowd, this::anyPort, diary.person()), new Random(number), number % 40);
  }

  private int anyPort() {
    return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())).port();
  }

  private void restartTheSecondNode() {
    LockSupport.parkNanos(BETWEEN.toNanos() * CUTS / 2);
    nodes.remove(1).close();
    nodes.add(node());
  }

  private void write(List<Diary> diaries) {
    while (busy) {
      diaries.forEach(diary -> diary.changes(1, ""));
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** One client, what it reads, and in which ways it is cut. */
  private final class Reading {
    private final Diary diary;
    private final Follower follower;
    private final Random random;
    private final int kind;

    private Reading(Diary diary, Follower follower, Random random, int kind) {
      this.diary = diary;
      this.follower = follower;
      this.random = random;
      this.kind = kind;
    }

    private void live() {
      follower.begin();
      for (int cut = 0; cut < CUTS; cut++) {
        long pause = BETWEEN.toNanos() / 2;
        LockSupport.parkNanos(pause + random.nextLong(pause));
        if (kind == 0 && cut == CUTS / 2) {
          stall();
          continue;
        }
        switch (random.nextInt(4)) {
          case 0 -> returnAfter(() -> {});
          case 1 -> inTheMiddle(random.nextInt(1, 600));
          case 2 -> returnAfter(() -> diary.changes(random.nextInt(REPLAY - 2, REPLAY + 3), ""));
          default -> returnAfterAllWasForgotten();
        }
      }
    }

    private void returnAfter(Runnable meanwhile) {
      follower.leave();
      meanwhile.run();
      follower.comeBack();
    }

    private void returnAfterAllWasForgotten() {
      await().atMost(Duration.ofSeconds(60)).until(follower::hasSnapshot);
      returnAfter(() -> {
        diary.changes(2, "");
        diary.forgets();
        beyondReplay.incrementAndGet();
      });
      await().atMost(Duration.ofSeconds(60)).until(() -> follower.position() >= diary.head() - 1);
    }

    /** Takes nothing while more comes than may wait for it; then it is cut in what waited. */
    private void stall() {
      Reader reader = follower.reader();
      if (reader != null) {
        reader.pause();
        diary.changes(BURST, LONG);
        reader.resume();
        reader.cutAfter(random.nextInt(BURST * LONG.length()));
      }
    }

    private void inTheMiddle(int bytes) {
      Reader reader = follower.reader();
      if (reader != null) {
        reader.cutAfter(bytes);
      }
    }

    private void endsEqual() {
      await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(60))
          .until(() -> follower.position() == diary.head());
      assertThat(follower.gaps()).isEmpty();
      assertThat(follower.events()).isEqualTo(diary.held());
    }
  }
}
