package dev.calsync.sync.lease;

import java.time.Duration;

/** A duration as PostgreSQL reads it. */
final class Interval {
  private Interval() {}

  static String of(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }
}
