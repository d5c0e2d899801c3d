package dev.calsync.sync.google;

/**
 * An item as it stood on the wire.
 *
 * @param bytes holds it up to {@code length}, until the next is read
 * @param size how many bytes it had
 * @param id its id as JSON, as far as one could be seen; empty: none
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
record RawItem(byte[] bytes, int length, long size, String id) {
  /** An item that came alone, of which at most {@code limit} bytes are looked at. */
  static RawItem alone(byte[] bytes, int limit) {
    return new RawItem(bytes, Math.min(bytes.length, limit), bytes.length, "");
  }

  boolean isCut() {
    return size > length;
  }
}
