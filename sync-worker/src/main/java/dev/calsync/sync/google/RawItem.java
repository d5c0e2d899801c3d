package dev.calsync.sync.google;

/**
 * An item as it stood on the wire.
 *
 * @param bytes holds it up to {@code length}, until the next is read
 * @param size how many bytes it had
 * @param id its id as JSON, as far as one could be seen; empty: none
 * @param series the id of the series it is an instance of, likewise
 * @param cancelled whether it says, as far as could be seen, that it is deleted or does not take
 *     place
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
record RawItem(byte[] bytes, int length, long size, String id, String series, boolean cancelled) {
  /** An item that came alone, of which at most {@code limit} bytes are looked at. */
  static RawItem alone(byte[] bytes, int limit) {
    return new RawItem(bytes, Math.min(bytes.length, limit), bytes.length, "", "", false);
  }

  boolean isCut() {
    return size > length;
  }
}
