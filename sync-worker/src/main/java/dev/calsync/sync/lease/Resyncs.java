package dev.calsync.sync.lease;

import java.time.Duration;

/**
 * How often a calendar was read from its beginning of late. Tokens die now and then; one that dies
 * after each full sync must not cost one each time.
 *
 * @param count since the last quiet day
 * @param sinceLast how long ago the last one began
 */
record Resyncs(int count, Duration sinceLast) {
  private static final int FREE = 3;
  private static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(6);

  /** As long as it takes to be forgotten; {@code advance} counts accordingly. */
  static final Duration QUIET = Duration.ofDays(1);

  /** How long until the next one may begin. */
  Duration nextIn() {
    if (count < FREE || sinceLast.compareTo(QUIET) >= 0) {
      return Duration.ZERO;
    }
    Duration apart = FIRST.multipliedBy(1L << Math.min(count - FREE, 20));
    Duration bounded = apart.compareTo(LONGEST) > 0 ? LONGEST : apart;
    return sinceLast.compareTo(bounded) < 0 ? bounded.minus(sinceLast) : Duration.ZERO;
  }
}
