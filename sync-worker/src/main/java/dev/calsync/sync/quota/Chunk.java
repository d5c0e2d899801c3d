package dev.calsync.sync.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * Calls that this worker has leased and may spend without asking again, or the knowledge that there
 * are none for a while. Times are this worker's monotonic ones.
 */
final class Chunk {
  /** After it, what is unspent is lost: so long may others take to hear of a pause. */
  static final Duration VALID = Duration.ofSeconds(1);

  private int left;
  private int size = 1;
  private Instant validUntil = Instant.MIN;
  private Instant closedUntil = Instant.MIN;
  private String closedBecause = "";

  /** Spends one call, if one is left. */
  boolean take(Instant now) {
    if (left == 0 || !now.isBefore(validUntil)) {
      return false;
    }
    left--;
    return true;
  }

  /** Takes back a call that was not made; in a pause that began meanwhile there are none. */
  void giveBack(Instant now) {
    if (closedFor(now).isZero()) {
      left++;
    }
  }

  /**
   * How many to lease next: twice as many when the last ones went, fewer when they were too many.
   */
  int next(int largest) {
    size = Math.clamp(left == 0 ? size * 2L : size / 2, 1, largest);
    return size;
  }

  /**
   * Calls were leased.
   *
   * @param asked before the database was asked, so that it cannot have leased them earlier
   */
  void fill(int calls, Instant asked) {
    left = calls;
    validUntil = asked.plus(VALID);
    closedUntil = Instant.MIN;
  }

  void close(Instant until, String because) {
    left = 0;
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
      closedBecause = because;
    }
  }

  Duration closedFor(Instant now) {
    return now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : Duration.ZERO;
  }

  String closedBecause() {
    return closedBecause;
  }
}
