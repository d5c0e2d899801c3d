package dev.calsync.sync.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a calendar waits after a failure: truncated exponential with full jitter. */
final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(15);

  static final Duration OUTAGE = Duration.ofSeconds(15);

  static final Duration REST = Duration.ofMinutes(5);

  /** A server's wish is honoured, but not for ever. */
  static final Duration LONGEST_WISH = Duration.ofHours(6);

  /** How far apart come back those that nobody waits for. */
  static final Duration NO_HURRY = Duration.ofMinutes(1);

  private Backoff() {}

  /**
   * How long a calendar waits whose account or project has no call left.
   *
   * @param urgent whether somebody waits for it
   */
  static Duration until(Duration callsAgain, boolean urgent, RandomGenerator random) {
    long spread = urgent ? callsAgain.toMillis() : callsAgain.plus(NO_HURRY).toMillis();
    return callsAgain.plusMillis(random.nextLong(Math.min(spread, LONGEST.toMillis()) + 1));
  }

  /**
   * How long a calendar waits because our own database, broker or channel manager was away: however
   * long that lasts, whatever it hid is seen soon after.
   */
  static Duration outage(RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(OUTAGE.toMillis() / 10, OUTAGE.toMillis() + 1));
  }

  /** How long a calendar is left alone while changes of its account are refused. */
  static Duration rest(RandomGenerator random) {
    return REST.plusMillis(random.nextLong(REST.toMillis() / 5 + 1));
  }

  /**
   * @param attempts failures in a row, this one included
   * @param retryAfter what the server asked for; it wins
   */
  static Duration delay(int attempts, @Nullable Duration retryAfter, RandomGenerator random) {
    int doublings = Math.clamp(attempts - 1L, 0, 20);
    Duration ceiling = FIRST.multipliedBy(1L << doublings);
    long bound = Math.min(ceiling.toMillis(), LONGEST.toMillis());
    Duration jittered = Duration.ofMillis(random.nextLong(bound / 10, bound + 1));
    if (retryAfter == null) {
      return jittered;
    }
    Duration wish = retryAfter.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : retryAfter;
    // Everybody was told the same time; a tenth of jitter keeps them from coming back together.
    return wish.plusMillis(random.nextLong(wish.toMillis() / 10 + 1));
  }
}
