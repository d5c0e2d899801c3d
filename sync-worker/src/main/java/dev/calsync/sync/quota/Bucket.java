package dev.calsync.sync.quota;

import java.time.Duration;

/**
 * A budget that refills. Google counts the calls of each sliding minute; a call reaches it up to
 * {@link #WINDOW} minus a minute after it was leased. So the calls of any minute at Google were
 * leased within one {@link #WINDOW}, and what one window can lease, a full bucket and its refill,
 * adds up to the limit: no minute is above it, whichever worker dies with leased calls or spends
 * them late. Only a database that is killed forgets what was leased in its last moments.
 *
 * @param capacity calls that can be leased at once
 * @param perSecond calls that are added, up to the capacity
 */
record Bucket(double capacity, double perSecond) {
  /** How long a call may be under way: the time to connect, and to send. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(8);

  static final Duration WINDOW = Duration.ofMinutes(1).plus(Chunk.VALID).plus(UNDER_WAY);

  /** More at once serves bursts, less wastes less: the rate is what the burst leaves. */
  private static final double BURST = 0.2;

  static Bucket of(double callsPerMinute) {
    return new Bucket(callsPerMinute * BURST, callsPerMinute * (1 - BURST) / WINDOW.toSeconds());
  }

  /** What one worker may lease at once, so that the others find something too. */
  int largestChunk() {
    return (int) Math.clamp(Math.floor(capacity / 16), 1, 64);
  }
}
