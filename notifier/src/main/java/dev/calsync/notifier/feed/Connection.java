package dev.calsync.notifier.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one reader. A write may block; it has a deadline, kept by whoever calls {@link
 * #cutIfStuck} now and then.
 */
final class Connection {
  /** What waits goes out in pieces of that size: few calls of the system, little memory. */
  private static final int PIECE = 16 * 1024;

  private final Runnable cut;
  private final LongSupplier nanos;
  private OutputStream out = OutputStream.nullOutputStream();
  private @Nullable ByteArrayOutputStream piece; // none while the stream is idle
  private volatile long writingSince; // 0 while no write is under way

  /**
   * @param cut ends the connection at once, also under a blocked write
   * @param nanos the clock of the deadline, as {@link System#nanoTime} is
   */
  Connection(Runnable cut, LongSupplier nanos) {
    this.cut = cut;
    this.nanos = nanos;
  }

  /** From now on there is something to write to. */
  void open(OutputStream to) {
    out = to;
  }

  /** Goes out with the next {@link #flush}, or as soon as there is enough of it. */
  void write(Frame frame) throws IOException {
    if (piece == null) {
      piece = new ByteArrayOutputStream(frame.bytes().length);
    }
    piece.writeBytes(frame.bytes());
    if (piece.size() >= PIECE) {
      flush();
    }
  }

  void flush() throws IOException {
    if (piece == null) {
      return;
    }
    writingSince = nanos.getAsLong() | 1;
    piece.writeTo(out);
    piece = null;
    out.flush();
    writingSince = 0;
  }

  /** Ends a write that takes longer than it may; answers how long it took, or 0. */
  long cutIfStuck(long nowNanos, long deadlineNanos) {
    long since = writingSince;
    if (since == 0 || nowNanos - since < deadlineNanos) {
      return 0;
    }
    cut.run();
    return nowNanos - since;
  }

  void cut() {
    cut.run();
  }
}
