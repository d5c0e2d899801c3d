package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Reads thousands of streams on one thread, as cheaply as it can be done: of each event it looks at
 * the number, notes how long it took, and skips the rest.
 */
final class Readers implements AutoCloseable {
  /** How many events there may be. */
  static final int EVENTS = 1 << 20;

  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  /** What precedes an event's number. */
  private static final byte[] MARK = "data: {\"feedSeq\":".getBytes(StandardCharsets.US_ASCII);

  /** Behind a number that much follows which is not looked at; an event is longer. */
  private static final int SKIPPED = 1_000;

  private static final int AT_ONCE = 200;
  private static final int PER_ADDRESS = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
  private final byte[] bytes = new byte[buffer.capacity()];
  private final Selector selector;
  private final Thread thread;
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLongArray sentAt = new AtomicLongArray(EVENTS);
  private final AtomicIntegerArray delays = new AtomicIntegerArray(Delays.SPANS);
  private volatile boolean open = true;

  /** Opens that many streams, numbered from the first on, and returns when all are answered. */
  Readers(StreamServer server, int first, int streams) throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().daemon().name("readers").unstarted(this::read);
    thread.start();
    for (int stream = 0; stream < streams; stream++) {
      connect(server, first + stream);
      int opened = stream + 1;
      if (opened % AT_ONCE == 0 || opened == streams) {
        Wait.until(opened + " streams", PATIENCE, () -> answered.get() >= opened);
      }
    }
  }

  private void connect(StreamServer server, int stream) throws IOException {
    SocketChannel channel = SocketChannel.open();
    InetAddress source =
        InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + stream / PER_ADDRESS)});
    channel.bind(new InetSocketAddress(source, 0));
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    channel.write(ByteBuffer.wrap(server.request(stream).getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new One());
    selector.wakeup();
  }

  /** How many events have come, over all streams. */
  long told() {
    return told.get();
  }

  /** How many bytes have come, over all streams. */
  long taken() {
    return taken.get();
  }

  /** How many streams are over; there should be none. */
  long ended() {
    return ended.get();
  }

  /** An event is sent now. */
  void sent(int event) {
    sentAt.set(event, System.nanoTime());
  }

  /** How long the events took that came since this was asked the last time. */
  Delays delays() {
    int[] counts = new int[Delays.SPANS];
    for (int span = 0; span < counts.length; span++) {
      counts[span] = delays.getAndSet(span, 0);
    }
    return new Delays(counts);
  }

  @Override
  public void close() {
    open = false;
    selector.wakeup();
    Wait.forEnd(thread);
  }

  private void read() {
    try (selector) {
      while (open) {
        selector.select(this::readOne);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readOne(SelectionKey key) {
    try {
      buffer.clear();
      int count = ((SocketChannel) key.channel()).read(buffer);
      if (count < 0) {
        key.cancel();
        ended.incrementAndGet();
        return;
      }
      taken.addAndGet(count);
      buffer.flip().get(bytes, 0, count);
      ((One) key.attachment()).take(count);
    } catch (IOException _) {
      key.cancel();
      ended.incrementAndGet();
    }
  }

  /** Where in an event a stream is. */
  private final class One {
    private boolean isAnswered;
    private int skip;
    private int matched;
    private int number;

    private void take(int count) throws IOException {
      if (!isAnswered) {
        isAnswered = true;
        requireTaken(count);
        answered.incrementAndGet();
      }
      int at = Math.min(skip, count);
      skip -= at;
      while (at < count) {
        byte each = bytes[at++];
        if (matched < MARK.length) {
          matched = each == MARK[matched] ? matched + 1 : each == MARK[0] ? 1 : 0;
        } else if (each != ',') {
          number = 10 * number + each - '0';
        } else {
          note(number);
          number = 0;
          matched = 0;
          skip = SKIPPED - Math.min(SKIPPED, count - at);
          at += SKIPPED - skip;
        }
      }
    }

    private void requireTaken(int count) throws IOException {
      if (count < OK.length || !Arrays.equals(bytes, 0, OK.length, OK, 0, OK.length)) {
        throw new IOException(new String(bytes, 0, count, StandardCharsets.US_ASCII));
      }
    }

    private void note(int event) {
      told.incrementAndGet();
      delays.incrementAndGet(Delays.span(System.nanoTime() - sentAt.get(event)));
    }
  }
}
