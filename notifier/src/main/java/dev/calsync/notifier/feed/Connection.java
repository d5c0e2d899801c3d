package dev.calsync.notifier.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * The way to one reader. A write may block; it has a deadline, kept by whoever calls {@link
 * #cutIfStuck} now and then.
 */
final class Connection {
  private final Runnable cut;
  private final LongSupplier nanos;
  private OutputStream out = OutputStream.nullOutputStream();
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

  void write(Frame frame) throws IOException {
    writingSince = nanos.getAsLong() | 1;
    out.write(frame.bytes());
    writingSince = 0;
  }

  void flush() throws IOException {
    writingSince = nanos.getAsLong() | 1;
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
