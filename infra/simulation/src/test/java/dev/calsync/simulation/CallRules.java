package dev.calsync.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a well-behaved client of Google's never does, seen from Google's side. */
final class CallRules {
  private static final Set<String> WITH_A_VERSION = Set.of("events.update", "events.delete");

  private final Map<String, Instant> notBefore = new HashMap<>();

  void called(GoogleCall call, Surroundings around) {
    Instant allowed = notBefore.getOrDefault(key(call), Instant.MIN);
    if (around.now().isBefore(allowed)) {
      throw new Violation(
          "%s asked %s of %s at %s, before the %s that Google had asked for"
              .formatted(around.life(), call.operation(), key(call), around.now(), allowed));
    }
    if (WITH_A_VERSION.contains(call.operation()) && call.ifMatch() == null) {
      throw new Violation(call.operation() + " overwrites what its author has not seen");
    }
  }

  void heard(GoogleCall call, GoogleReply reply, Instant now) {
    Integer seconds = reply.retryAfter();
    if (seconds != null) {
      notBefore.put(key(call), now.plusSeconds(seconds));
    }
  }

  private static String key(GoogleCall call) {
    return call.email() + " " + call.calendar() + " " + call.operation();
  }
}
