package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a walk through a list stands, or where the next one begins; opaque text to everybody else.
 */
sealed interface WalkToken {
  /**
   * Changes after this stamp are wanted (google-calendar.md §1.3: a watermark, not a cursor).
   *
   * @param begun when the walk began that led to it; later than {@code after} where changes that
   *     could not be read yet had to be left for the next delta
   */
  record Sync(long after, long begun) implements WalkToken {}

  /**
   * The next page.
   *
   * @param since 0 in a full list, else the stamp of the sync token
   * @param start what the walk covers: the sync token at its end, whatever changes meanwhile
   * @param begun when the walk began
   * @param key the place of the last thing shown
   * @param sub the last part of that thing shown, where it has parts
   * @param afterEmpty whether the page before it was empty on purpose
   */
  record Page(long since, long start, long begun, long key, int sub, boolean afterEmpty)
      implements WalkToken {
    /** The same walk, at another place. */
    Page at(long otherKey, int otherSub) {
      return new Page(since, start, begun, otherKey, otherSub, false);
    }

    /** The same place, after a page that showed nothing. */
    Page emptied() {
      return new Page(since, start, begun, key, sub, true);
    }
  }

  /** As text, good for this list only. */
  default String encode(String scope) {
    ByteBuffer bytes = ByteBuffer.allocate(48);
    switch (this) {
      case Sync(var after, var begun) -> bytes.put((byte) 8).putLong(after).putLong(begun);
      case Page(var since, var start, var begun, var key, var sub, var afterEmpty) -> {
        bytes.put((byte) (afterEmpty ? 17 : 16)).putLong(since).putLong(start).putLong(begun);
        bytes.putLong(key).putInt(sub);
      }
    }
    int length = bytes.position();
    bytes.putInt(check(scope, bytes.array(), length));
    bytes.flip();
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    return Base64.getUrlEncoder().encodeToString(exact);
  }

  static Sync syncToken(String scope, String text) {
    if (decode(scope, text) instanceof Sync sync) {
      return sync;
    }
    throw GoogleError.invalidParameter("syncToken", "Invalid sync token value.");
  }

  static Page pageToken(String scope, String text) {
    if (decode(scope, text) instanceof Page page) {
      return page;
    }
    throw GoogleError.invalidParameter("pageToken", "Invalid page token value.");
  }

  private static Object decode(String scope, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int length = bytes.length - Integer.BYTES;
      if (length < 1 || buffer.getInt(length) != check(scope, bytes, length)) {
        return text;
      }
      byte kind = buffer.get();
      return switch (kind) {
        case 8 -> new Sync(buffer.getLong(), buffer.getLong());
        case 16, 17 ->
            new Page(
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getInt(),
                kind == 17);
        default -> text;
      };
    } catch (IllegalArgumentException | BufferUnderflowException _) {
      return text;
    }
  }

  private static int check(String scope, byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(scope.getBytes(StandardCharsets.UTF_8));
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
