package dev.calsync.doctor.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Answer {

  /**
   * Somebody answered.
   *
   * @param headers by name in lower case
   * @param sent when the request went out
   * @param certificateUntil when the server's certificate ends, over https
   */
  record Answered(
      int status,
      Map<String, List<String>> headers,
      String body,
      Instant sent,
      Duration took,
      @Nullable Instant certificateUntil)
      implements Answer {

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** Where it sends us, without what may be secret. */
    public String location() {
      return header("location").orElse("nowhere").replaceFirst("[?#].*", "");
    }
  }

  /** Nobody did. */
  record Silent(Cause cause, String why) implements Answer {}

  /** What kept the answer away. */
  enum Cause {
    /** There is no such name. */
    UNKNOWN_HOST("the host's name is not known"),
    /** Nobody listens there. */
    REFUSED("nobody listens there"),
    /** It took too long. */
    TIMEOUT("no answer in time"),
    /** The certificate is not one that everybody trusts, or there is none. */
    TLS("the TLS handshake failed"),
    /** The connection broke. */
    BROKEN("the connection broke");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** The cause in words. */
    public String words() {
      return words;
    }
  }
}
