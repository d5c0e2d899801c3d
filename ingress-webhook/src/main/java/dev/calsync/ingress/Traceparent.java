package dev.calsync.ingress;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** W3C Trace Context: whoever began a trace keeps it; else one begins here. */
record Traceparent(String value) {
  /** A later version than 00 may have more fields after a dash; we read what we know of it. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})(-.*)?");

  /** The one that came with the request if it is valid and the only one, else a new one. */
  static Traceparent of(List<String> received) {
    if (received.size() == 1) {
      Matcher parts = SHAPE.matcher(received.getFirst());
      if (parts.matches() && !(parts.group(1).equals("00") && parts.group(3) != null)) {
        return new Traceparent("00-" + parts.group(2));
      }
    }
    return begin();
  }

  private static Traceparent begin() {
    var random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    String trace = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
    return new Traceparent("00-" + trace + "-" + hex.toHexDigits(random.nextLong() | 1) + "-01");
  }
}
