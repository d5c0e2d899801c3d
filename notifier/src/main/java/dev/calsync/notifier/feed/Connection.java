package dev.calsync.notifier.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one reader. A write may block; each piece of it has a deadline, kept by whoever calls
 * {@link #cutIfStuck} now and then. So a reader who is slow but reads goes on, however large what
 * it is told: cut off, it would come back to the same frame.
 */
final class Connection {
  /** What waits goes out in pieces of that size: few calls of the system, little memory. */
  private static final int PIECE = 16 * 1024;

  private final Runnable cut;
  private final LongSupplier nanos;
  private OutputStream out = OutputStream.nullOutputStream();
  private @Nullable ByteArrayOutputStream piece; // none while the stream is idle
  private volatile long writingSince; // of the piece under way; 0: none is

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
    byte[] bytes = piece.toByteArray();
    piece = null;
    for (int from = 0; from < bytes.length; from += PIECE) {
      writingSince = nanos.getAsLong() | 1;
      out.write(bytes, from, Math.min(PIECE, bytes.length - from));
    }
    out.flush();
    writingSince = 0;
  }

  /** Ends a piece's write that takes longer than it may; answers how long it took, or 0. */
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
