package dev.calsync.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which grants Google has given, and ended; a token is {@code <email>/<number of its grant>}. */
final class Consents {
  private final Map<String, Integer> grants = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  /** A person takes their consent back. */
  void end(String email) {
    ended.add(email);
  }

  boolean hasEnded(String email) {
    return ended.contains(email);
  }

  /**
   * A person consents again.
   *
   * @return the token that comes with it; none from before is accepted any more
   */
  String renew(String email) {
    ended.remove(email);
    grants.merge(email, 2, (number, _) -> number + 1);
    return token(email);
  }

  boolean accepts(GoogleCall call) {
    return !hasEnded(call.email()) && call.token().equals(token(call.email()));
  }

  private String token(String email) {
    return email + "/" + grants.getOrDefault(email, 1);
  }
}
