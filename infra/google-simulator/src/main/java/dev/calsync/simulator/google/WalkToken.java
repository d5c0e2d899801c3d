package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a walk through a list stands, or where the next one begins; opaque text to everybody else.
 */
sealed interface WalkToken {
  /** Changes after this stamp are wanted (google-calendar.md §1.3: a watermark, not a cursor). */
  record Sync(long after) implements WalkToken {}

  /**
   * The next page.
   *
   * @param since 0 in a full list, else the stamp of the sync token
   * @param start when the walk began: the sync token at its end, whatever changes meanwhile
   * @param key the place of the last thing shown
   * @param sub the last part of that thing shown, where it has parts
   */
  record Page(long since, long start, long key, int sub) implements WalkToken {}

  /** As text, good for this list only. */
  default String encode(String scope) {
    ByteBuffer bytes = ByteBuffer.allocate(40);
    switch (this) {
      case Sync(var after) -> bytes.put((byte) 8).putLong(after);
      case Page(var since, var start, var key, var sub) ->
          bytes.put((byte) 16).putLong(since).putLong(start).putLong(key).putInt(sub);
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
      return switch (buffer.get()) {
        case 8 -> new Sync(buffer.getLong());
        case 16 -> new Page(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getInt());
        default -> text;
      };
    } catch (IllegalArgumentException _) {
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
