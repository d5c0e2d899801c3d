package dev.calsync.sync.google;

import java.io.IOException;

/**
 * An item as it stood on the wire.
 *
 * @param bytes holds it up to {@code length}, until the next is read
 * @param size how many bytes it had
 * @param parts how many commas and opening brackets of its own it had: each becomes an object
 * @param id its id as JSON, as far as one could be seen; empty: none
 * @param series the id of the series it is an instance of, likewise
 * @param cancelled whether it says, as far as could be seen, that it is deleted or does not take
 *     place
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
record RawItem(
    byte[] bytes, int length, long size, long parts, String id, String series, boolean cancelled) {
  /** Of an object or a text in the heap, without its characters. */
  private static final int OF_A_PART = 64;

  /** Of its text: as an object of ours, and as what is written down and sent of it. */
  private static final int OF_A_BYTE = 2;

  /** An item that came alone, of which at most {@code limit} bytes are looked at. */
  static RawItem alone(byte[] bytes, int limit) {
    return new RawItem(bytes, Math.min(bytes.length, limit), bytes.length, 0, "", "", false);
  }

  /** What it will take in the heap, in bytes, roughly; one that is cut is not kept. */
  long weight() {
    return isCut() ? 0 : OF_A_BYTE * size + OF_A_PART * parts;
  }

  boolean isCut() {
    return size > length;
  }

  /** Takes one item of a page after the other, and says when there is no room for more. */
  interface Taker {
    void take(RawItem item) throws IOException;
  }
}
