package dev.calsync.sync.google;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes up to a limit; what comes after it is only counted. */
final class Kept {
  private final int limit;
  byte[] bytes = new byte[2_048];
  int length;
  long size;

  Kept(int limit) {
    this.limit = limit;
  }

  void clear() {
    length = 0;
    size = 0;
  }

  boolean says(byte[] text) {
    return Arrays.equals(bytes, 0, length, text, 0, text.length);
  }

  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  void add(byte octet) {
    size++;
    if (length < limit) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * length));
      }
      bytes[length++] = octet;
    }
  }
}
