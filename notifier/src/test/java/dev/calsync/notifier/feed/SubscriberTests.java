package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What one reader gets beside its changes, and when it is slow, stuck or without a log. */
class SubscriberTests extends OneFeed {
  @Test
  void slowReaderHoldsUpNobodyAndReadsTheRestFromTheLog() {
    commit(1);
    var gate = new CountDownLatch(1);
    Reader slow = open(0L, gate);
    Reader fast = open(0L);
    fast.awaitNumbers(1, 1);
    int many = Subscriber.QUEUE_LIMIT * 3;
    commit(many);
    LongStream.rangeClosed(2, many + 1).forEach(this::tell);
    fast.awaitNumbers(1, many + 1);
    assertThat(slow.numbers()).isEmpty();
    gate.countDown();
    slow.awaitNumbers(1, many + 1);
  }

  @Test
  void stuckReaderIsCutOff() {
    commit(1);
    Reader stuck = open(0L, new CountDownLatch(1));
    await().until(() -> stuck.connection.cutIfStuck(System.nanoTime(), 1) > 0);
    await().until(() -> !stuck.thread.isAlive());
  }

  @Test
  void hintsAreToldOnceEach() {
    Reader reader = open(null);
    reader.subscriber.hint(Hint.CALENDAR);
    reader.awaitText("event: calendar\ndata: {}\n\n");
    reader.subscriber.hint(Hint.ACCOUNT);
    reader.awaitText("event: account\ndata: {}\n\n");
  }

  @Test
  void quietStreamBeats() {
    Reader reader = open(null);
    reader.awaitText(":\nevent: beat\ndata: {}\n\n");
  }

  @Test
  void streamThatCannotReadTheLogEndsQuietly() throws InterruptedException {
    commit(1);
    failing = true;
    Reader reader = open(0L);
    assertThat(reader.thread.join(Duration.ofSeconds(20))).isTrue();
    assertThatCode(reader.subscriber::run).doesNotThrowAnyException();
    assertThat(reader.numbers()).isEmpty();
  }
}
