package dev.calsync.doctor.roundtrip;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a change came. */
sealed interface Trip {
  /** Not even a token. */
  record NoToken(String why) implements Trip {}

  /** Google did not take the event. */
  record EditRefused(String why) implements Trip {}

  /**
   * The event was made.
   *
   * @param token until channel-manager gave a token
   * @param edit until Google had taken the event
   * @param push from there until ingress had its push in Kafka, if it had
   * @param change from there until the worker announced the change, if it did
   * @param origin how the worker came to look: {@code push} or {@code poll}
   * @param removed whether the event is gone again
   */
  record Travelled(
      Duration token,
      Duration edit,
      @Nullable Duration push,
      @Nullable Duration change,
      String origin,
      boolean removed)
      implements Trip {}
}
