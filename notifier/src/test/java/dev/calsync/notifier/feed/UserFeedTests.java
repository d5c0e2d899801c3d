package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Whatever Kafka does, a stream tells each number once, in order. */
@Timeout(60)
class UserFeedTests {
  private static final CalendarId CALENDAR = new CalendarId(UUID.randomUUID());
  private static final int REPLAY = 1_000;

  private final List<FeedEntry> log = new CopyOnWriteArrayList<>();
  private final FeedSource source = new FeedSource(this::head, this::after);
  private final UserFeed feed =
      new UserFeed(source, UserFeedTests::frame, task -> Thread.ofVirtual().start(task));
  private final List<Reader> readers = new ArrayList<>();

  @AfterEach
  void close() {
    readers.forEach(reader -> reader.subscriber.cut());
  }

  @Test
  void nextNumberGoesStraightOutWithoutTheLog() {
    Reader reader = open(null);
    tell(1);
    tell(2);
    reader.awaitNumbers(1, 2);
  }

  @Test
  void duplicatesAreDropped() {
    commit(3);
    Reader reader = open(0L);
    reader.awaitNumbers(1, 3);
    tell(2);
    tell(3);
    tell(3);
    tell(4);
    reader.awaitNumbers(1, 4);
  }

  @Test
  void jumpIsFilledFromTheLog() {
    Reader reader = open(null);
    commit(5);
    tell(5);
    reader.awaitNumbers(1, 5);
  }

  @Test
  void reorderedIsToldInOrder() {
    Reader reader = open(null);
    commit(6);
    for (long told : new long[] {4, 2, 6, 1, 3, 5}) {
      tell(told);
    }
    reader.awaitNumbers(1, 6);
  }

  @Test
  void lostIsFoundByComparingWithTheLog() {
    Reader reader = open(null);
    commit(3);
    feed.compare(feed.position(), head());
    reader.awaitNumbers(1, 3);
  }

  @Test
  void resumeHasNeitherGapNorDuplicateWhileChangesRushIn() {
    var random = new Random(7);
    commit(500);
    var late = new ArrayList<Reader>();
    for (int i = 0; i < 40; i++) {
      commit(10);
      for (int told = 0; told < 12; told++) {
        tell(head() - random.nextInt(12));
      }
      late.add(open((long) random.nextInt(500)));
    }
    feed.compare(feed.position(), head());
    long head = head();
    for (Reader reader : late) {
      reader.awaitNumbers(reader.from + 1, head);
    }
  }

  @Test
  void withoutANumberItStartsFromNow() {
    commit(5);
    Reader reader = open(null);
    commit(1);
    tell(6);
    reader.awaitNumbers(6, 6);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 100_000})
  void numberBeyondTheHeadIsReset(long lastSeen) {
    commit(5);
    Reader reader = open(lastSeen);
    reader.awaitText("id: 5\nevent: reset\ndata: {}\n\n");
    commit(1);
    tell(6);
    reader.awaitNumbers(6, 6);
  }

  @Test
  void numberOlderThanRetainedIsReset() {
    commit(10);
    log.removeIf(entry -> entry.feedSeq() <= 5);
    Reader reader = open(3L);
    reader.awaitText("id: 10\nevent: reset\ndata: {}\n\n");
  }

  @Test
  void oldestRetainedIsNotReset() {
    commit(10);
    log.removeIf(entry -> entry.feedSeq() <= 5);
    Reader reader = open(5L);
    reader.awaitNumbers(6, 10);
    assertThat(reader.text()).doesNotContain("reset");
  }

  @Test
  void tooFarBehindIsReset() {
    commit(REPLAY + 1);
    Reader reader = open(0L);
    reader.awaitText("event: reset");
    assertThat(reader.numbers()).isEmpty();
  }

  @Test
  void restoredLogResetsEveryone() {
    commit(10);
    Reader reader = open(10L);
    await().until(() -> feed.position() == 10);
    log.removeIf(entry -> entry.feedSeq() > 4);
    feed.compare(10, 4);
    reader.awaitText("id: 4\nevent: reset");
    commit(1);
    tell(5);
    reader.awaitNumbers(5, 5);
  }

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
    await().until(() -> stuck.connection.cutIfStuck(System.nanoTime(), 1));
    await().until(() -> !stuck.thread.isAlive());
  }

  @Test
  void logThatFailsForAWhileCostsOnlyTime() {
    Reader reader = open(null);
    commit(2);
    failing = true;
    tell(2);
    failing = false;
    await()
        .until(() -> {
          feed.compare(feed.position(), head());
          return reader.numbers().size() == 2;
        });
    reader.awaitNumbers(1, 2);
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
    reader.awaitText(":\n\n");
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

  private volatile boolean failing;

  private long head() {
    return log.isEmpty() ? 0 : log.getLast().feedSeq();
  }

  private List<FeedEntry> after(long feedSeq) {
    if (failing) {
      throw new DataAccessResourceFailureException("no database");
    }
    return log.stream().filter(entry -> entry.feedSeq() > feedSeq).limit(FeedSource.PAGE).toList();
  }

  private void commit(int count) {
    long head = head();
    LongStream.rangeClosed(head + 1, head + count).mapToObj(UserFeedTests::entry).forEach(log::add);
  }

  private void tell(long feedSeq) {
    feed.receive(feedSeq, () -> frame(entry(feedSeq)));
  }

  private static FeedEntry entry(long feedSeq) {
    return new FeedEntry(
        feedSeq, CALENDAR, feedSeq, "t", "e", "push", null, Instant.EPOCH, null, "{}", false);
  }

  private static Frame frame(FeedEntry entry) {
    return Frame.text(
        entry.feedSeq(), null, "id: " + entry.feedSeq() + "\nevent: change\ndata: {}\n\n");
  }

  private Reader open(@Nullable Long lastSeen) {
    return open(lastSeen, new CountDownLatch(0));
  }

  private Reader open(@Nullable Long lastSeen, CountDownLatch gate) {
    var reader = new Reader(lastSeen, gate);
    readers.add(reader);
    if (gate.getCount() == 0 && lastSeen == null) {
      reader.awaitText("retry: ");
      await().until(() -> feed.isLive(reader.subscriber));
    }
    return reader;
  }

  /** One stream, read into memory; with a gate: as a reader whose connection is stuck. */
  private final class Reader extends OutputStream {
    private static final Pattern NUMBER = Pattern.compile("id: (\\d+)\nevent: change");

    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch gate;
    private final Connection connection;
    private final Subscriber subscriber;
    private final Thread thread;
    private final long from;

    Reader(@Nullable Long lastSeen, CountDownLatch gate) {
      this.gate = gate;
      this.from = lastSeen == null ? head() : lastSeen;
      this.connection = new Connection(this::cut, System::nanoTime);
      connection.open(this);
      var terms =
          new Subscriber.Terms(
              "s",
              lastSeen,
              REPLAY,
              2000,
              TimeUnit.MILLISECONDS.toNanos(200),
              TimeUnit.MINUTES.toNanos(10));
      this.subscriber =
          new Subscriber(feed, source, UserFeedTests::frame, _ -> {}, connection, terms);
      feed.add(subscriber);
      this.thread = Thread.ofVirtual().start(subscriber);
    }

    private void cut() {
      thread.interrupt();
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException("cut off", e);
      }
      read.write(bytes, offset, length);
    }

    String text() {
      return read.toString(StandardCharsets.UTF_8);
    }

    List<Long> numbers() {
      return NUMBER.matcher(text()).results().map(found -> Long.valueOf(found.group(1))).toList();
    }

    void awaitText(String expected) {
      await().atMost(Duration.ofSeconds(20)).until(() -> text().contains(expected));
    }

    void awaitNumbers(long first, long last) {
      List<Long> expected =
          first > last
              ? Collections.emptyList()
              : LongStream.rangeClosed(first, last).boxed().toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> numbers().size() >= expected.size());
      assertThat(numbers()).isEqualTo(expected);
    }
  }
}
