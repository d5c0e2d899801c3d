package dev.calsync.sync.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A stream that ends in an error rather than in an exhausted heap or, a drop at a time, after its
 * reader's lease.
 */
final class BoundedInput extends FilterInputStream {
  private final long limit;
  private final Duration patience;
  private final long begun = System.nanoTime();
  private long left;

  BoundedInput(InputStream in, long limit, Duration patience) {
    super(in);
    this.limit = limit;
    this.patience = patience;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int octets = super.read(buffer, offset, length);
    count(octets);
    return octets;
  }

  private void count(int octets) throws IOException {
    left -= Math.max(octets, 0);
    if (left < 0) {
      throw new TooLongException(limit);
    }
    if (System.nanoTime() - begun > patience.toNanos()) {
      throw new IOException("an answer that took longer than " + patience);
    }
  }

  /** There is more than anybody wants. */
  static final class TooLongException extends IOException {
    TooLongException(long limit) {
      super("an answer of more than " + limit + " bytes");
    }
  }
}
