package dev.calsync.notifier.feed;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One stream, written by one virtual thread. It reads the log until it has what its feed has, then
 * it is handed what comes. A reader too slow for that has at most {@link #QUEUE_LIMIT} frames
 * waiting; then it reads the log again, at its own pace.
 */
final class Subscriber implements Runnable {
  static final int QUEUE_LIMIT = 256;
  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

  private final UserFeed feed;
  private final FeedSource source;
  private final Function<FeedEntry, Frame> frames;
  private final Consumer<Frame> written;
  private final Connection connection;
  private final Terms terms;
  private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>(QUEUE_LIMIT);
  private final Set<Hint> hints = EnumSet.noneOf(Hint.class); // guarded by itself
  private volatile boolean open = true;
  private volatile boolean restart;
  private boolean live; // guarded by the feed's lock
  private long handed; // guarded by the feed's lock
  private long sent; // the writer's own

  Subscriber(
      UserFeed feed,
      FeedSource source,
      Function<FeedEntry, Frame> frames,
      Consumer<Frame> written,
      Connection connection,
      Terms terms) {
    this.feed = feed;
    this.source = source;
    this.frames = frames;
    this.written = written;
    this.connection = connection;
    this.terms = terms;
  }

  /**
   * What a stream was opened with.
   *
   * @param lastSeen the number after which it goes on; null: from now on
   * @param replay how far it may be behind
   */
  record Terms(
      String sessionId,
      @Nullable Long lastSeen,
      int replay,
      long retryMillis,
      long heartbeatNanos,
      long maxAgeNanos) {}

  String sessionId() {
    return terms.sessionId();
  }

  Connection connection() {
    return connection;
  }

  /** Ends the stream in good order: its reader comes back and resumes. */
  void close() {
    open = false;
    wake();
  }

  /** Ends the stream now, whatever its writer is doing. */
  void cut() {
    close();
    connection.cut();
  }

  void hint(Hint hint) {
    synchronized (hints) {
      hints.add(hint);
    }
    wake();
  }

  /** Makes the writer find out whether its reader is still there. */
  void probe() {
    boolean _ = queue.offer(Frame.HEARTBEAT); // where it is full it is writing anyway
  }

  /** Under the feed's lock: the numbers this stream was given are void. */
  void restart() {
    live = false;
    restart = true;
    queue.clear();
    wake();
  }

  /** Under the feed's lock. */
  boolean isLive() {
    return live;
  }

  /** Under the feed's lock: from now on frames are offered. */
  void live(long upTo) {
    live = true;
    handed = upTo;
  }

  /** Under the feed's lock. Where there is no room the writer goes back to the log. */
  void offer(Frame frame) {
    if (!live || frame.feedSeq() <= handed) {
      return;
    }
    if (queue.offer(frame)) {
      handed = frame.feedSeq();
    } else {
      live = false;
    }
  }

  @Override
  public void run() {
    long end = System.nanoTime() + terms.maxAgeNanos();
    try {
      connection.write(Frame.retry(terms.retryMillis()));
      begin();
      connection.flush();
      while (open && System.nanoTime() - end < 0) {
        writeWhatIsThere();
        connection.flush();
        Frame next = queue.poll(untilHeartbeat(end), TimeUnit.NANOSECONDS);
        write(next == null ? Frame.HEARTBEAT : next);
      }
    } catch (IOException _) {
      // The reader is gone, or was cut off; it resumes if it wants.
    } catch (DataAccessException | TransactionException e) {
      log.warn(
          "a stream ends, its reader resumes: the log cannot be read: {}",
          e.getMostSpecificCause().toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilHeartbeat(long end) {
    return Math.max(1, Math.min(terms.heartbeatNanos(), end - System.nanoTime()));
  }

  /** Brings the reader to where its feed is; the log is asked only for what the feed lacks. */
  void begin() throws IOException {
    long head = feed.open();
    Long lastSeen = terms.lastSeen();
    sent = lastSeen == null ? head : lastSeen;
    if (sent > head) {
      head = source.head().getAsLong();
    }
    if (sent > head || head - sent > terms.replay()) {
      reset();
    }
    catchUp();
  }

  void writeWhatIsThere() throws IOException {
    while (open) {
      Frame frame = restart ? null : queue.poll();
      if (frame != null) {
        write(frame);
      } else if (restart) {
        reset();
      } else if (!feed.isLive(this)) {
        catchUp();
      } else {
        return;
      }
    }
  }

  private void catchUp() throws IOException {
    while (open && !restart) {
      long lacking = feed.goLive(this, sent);
      if (lacking == 0) {
        return;
      }
      List<FeedEntry> page = source.after().apply(sent);
      if (lacking > terms.replay() || page.isEmpty() || page.getFirst().feedSeq() != sent + 1) {
        reset();
        continue;
      }
      for (FeedEntry entry : page) {
        send(frames.apply(entry));
      }
      connection.flush();
    }
  }

  private void reset() throws IOException {
    restart = false;
    sent = source.head().getAsLong();
    connection.write(Frame.reset(sent));
  }

  /** A frame that was handed to this stream as it came: its latency counts. */
  private void write(Frame frame) throws IOException {
    if (send(frame) && frame.feedSeq() != 0) {
      written.accept(frame);
    }
  }

  private boolean send(Frame frame) throws IOException {
    writeHints();
    if (frame.bytes().length == 0 || (frame.feedSeq() != 0 && frame.feedSeq() <= sent)) {
      return false;
    }
    connection.write(frame);
    if (frame.feedSeq() != 0) {
      sent = frame.feedSeq();
    }
    return true;
  }

  private void writeHints() throws IOException {
    Set<Hint> due;
    synchronized (hints) {
      if (hints.isEmpty()) {
        return;
      }
      due = EnumSet.copyOf(hints);
      hints.clear();
    }
    for (Hint hint : due) {
      connection.write(Frame.hint(hint));
    }
  }

  private void wake() {
    boolean _ = queue.offer(Frame.WAKE); // where it is full its writer is awake
  }
}
