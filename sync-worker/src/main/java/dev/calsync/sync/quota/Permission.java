package dev.calsync.sync.quota;

import java.time.Duration;

/** Whether Google may be called. */
public sealed interface Permission {
  /** Once, now. */
  record Granted() implements Permission {}

  /** Not before {@code in} is over. */
  record Later(String reason, Duration in) implements Permission {}

  /** Google takes no more changes from this account for hours. */
  record WritesStopped() implements Permission {}
}
