package dev.calsync.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened, in order; two runs that went the same way have the same hash. */
final class Trace {
  private static final int REMEMBERED = 200;

  private final MessageDigest digest = sha256();
  private final Deque<String> latest = new ArrayDeque<>();
  private final Supplier<Instant> clock;

  Trace(Supplier<Instant> clock) {
    this.clock = clock;
  }

  void note(@Nullable Object... words) {
    String line = clock.get() + " " + Arrays.toString(words);
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    latest.addLast(line);
    if (latest.size() > REMEMBERED) {
      latest.removeFirst();
    }
  }

  /** The end of it, for people. */
  List<String> latest() {
    return List.copyOf(latest);
  }

  /** Ends the trace. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
