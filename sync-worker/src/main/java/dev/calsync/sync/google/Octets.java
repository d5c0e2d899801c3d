package dev.calsync.sync.google;

import java.io.IOException;
import java.io.InputStream;

/** A stream looked at one byte ahead. */
final class Octets {
  private static final int BUFFER = 16_384;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;

  Octets(InputStream in) {
    this.in = in;
  }

  /** The next byte that is no white space, not taken; -1 at the end. */
  int peek() throws IOException {
    while (position < end || fill()) {
      byte c = buffer[position];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c & 0xff;
      }
      position++;
    }
    return -1;
  }

  /** Takes what was seen. */
  void skip() {
    position++;
  }

  /** The next byte, whatever it is, not taken. */
  int current() throws IOException {
    if (position == end && !fill()) {
      throw PageReader.broken();
    }
    return buffer[position] & 0xff;
  }

  byte take() throws IOException {
    byte octet = (byte) current();
    position++;
    return octet;
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
