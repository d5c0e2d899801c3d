package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

/** One person's feed over a log in memory, and whoever reads it. */
@Timeout(60)
abstract class OneFeed {
  static final CalendarId CALENDAR = new CalendarId(UUID.randomUUID());
  static final int REPLAY = 1_000;

  final List<FeedEntry> log = new CopyOnWriteArrayList<>();
  private final FeedSource source = new FeedSource(this::head, this::after);
  final UserFeed feed =
      new UserFeed(source, OneFeed::frame, task -> Thread.ofVirtual().start(task));

  private final List<Reader> readers = new ArrayList<>();

  /** Whether the log cannot be read. */
  volatile boolean failing;

  @BeforeEach
  void show() {
    feed.shows(Set.of(CALENDAR));
  }

  @AfterEach
  void close() {
    readers.forEach(reader -> reader.subscriber.cut());
  }

  final long head() {
    if (failing) {
      throw new DataAccessResourceFailureException("no database");
    }
    return log.isEmpty() ? 0 : log.getLast().feedSeq();
  }

  private List<FeedEntry> after(long feedSeq) {
    if (failing) {
      throw new DataAccessResourceFailureException("no database");
    }
    return log.stream().filter(entry -> entry.feedSeq() > feedSeq).limit(FeedSource.PAGE).toList();
  }

  final void commit(int count) {
    long head = head();
    LongStream.rangeClosed(head + 1, head + count)
        .mapToObj(number -> entry(number, false))
        .forEach(log::add);
  }

  /** A change in the log that its reader may not see. */
  final void withhold() {
    log.add(entry(head() + 1, true));
  }

  final void tell(long feedSeq) {
    feed.receive(feedSeq, CALENDAR, () -> frame(entry(feedSeq, false)));
  }

  private static FeedEntry entry(long feedSeq, boolean withheld) {
    return new FeedEntry(
        feedSeq, CALENDAR, feedSeq, "t", "e", "push", null, Instant.EPOCH, null, "{}", withheld);
  }

  static Frame frame(FeedEntry entry) {
    String change = entry.withheld() ? "" : "event: change\ndata: {}\n";
    return Frame.text(entry.feedSeq(), null, "id: " + entry.feedSeq() + "\n" + change + "\n");
  }

  final Reader open(@Nullable Long lastSeen) {
    return open(lastSeen, new CountDownLatch(0));
  }

  final Reader open(@Nullable Long lastSeen, CountDownLatch gate) {
    var reader = new Reader(lastSeen, gate);
    readers.add(reader);
    if (gate.getCount() == 0 && lastSeen == null) {
      reader.awaitText("retry: ");
      await().until(() -> feed.isLive(reader.subscriber));
    }
    return reader;
  }

  /** One stream, read into memory; with a gate: as a reader whose connection is stuck. */
  final class Reader extends OutputStream {
    private static final Pattern NUMBER = Pattern.compile("id: (\\d+)\nevent: change");

    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch gate;
    final Connection connection;
    final Subscriber subscriber;
    final Thread thread;
    final long from;

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
      this.subscriber = new Subscriber(feed, source, OneFeed::frame, _ -> {}, connection, terms);
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
