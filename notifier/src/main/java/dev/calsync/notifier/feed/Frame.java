package dev.calsync.notifier.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the stream, as bytes, made once and shared by all who get it.
 *
 * @param feedSeq its number, or 0 where it has none
 * @param time when what it tells happened
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Frame(long feedSeq, @Nullable Instant time, byte[] bytes) {
  /** Makes a waiting writer look around. */
  static final Frame WAKE = new Frame(0, null, new byte[0]);

  /**
   * Keeps proxies from closing a quiet stream, finds readers that are gone, and tells those that
   * are there that it goes on. A browser's {@code EventSource} hides comments from its page.
   */
  static final Frame HEARTBEAT = text(0, null, ":\nevent: beat\ndata: {}\n\n");

  static Frame text(long feedSeq, @Nullable Instant time, String text) {
    return new Frame(feedSeq, time, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What precedes everything: how long to wait before coming back. */
  static Frame retry(long millis) {
    return text(0, null, "retry: " + millis + "\n\n");
  }

  /** The reader's number is of no use here: it reads the snapshot and goes on from this one. */
  static Frame reset(long head) {
    return text(0, null, "id: " + head + "\nevent: reset\ndata: {}\n\n");
  }

  /** Something without a number changed; the reader asks again where it cares. */
  static Frame hint(Hint hint) {
    return text(0, null, "event: " + hint.event() + "\ndata: {}\n\n");
  }
}
