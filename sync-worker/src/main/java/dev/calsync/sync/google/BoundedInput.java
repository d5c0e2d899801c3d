package dev.calsync.sync.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in an error rather than in an exhausted heap. */
final class BoundedInput extends FilterInputStream {
  private final long limit;
  private long left;

  BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    counted(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int octets = super.read(buffer, offset, length);
    counted(octets);
    return octets;
  }

  private void counted(int octets) throws IOException {
    left -= Math.max(octets, 0);
    if (left < 0) {
      throw new IOException("an answer of more than " + limit + " bytes");
    }
  }
}
