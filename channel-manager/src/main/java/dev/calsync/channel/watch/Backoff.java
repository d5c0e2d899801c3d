package dev.calsync.channel.watch;

import dev.calsync.channel.google.GoogleFault.Kind;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed watch is tried again: full jitter, doubling; what Google asks for wins, to a limit,
 * and unless a channel ends meanwhile.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** For what only a person can put right. */
  private static final Duration RARELY = Duration.ofHours(6);

  private static final int MOST_DOUBLINGS = 10;

  /** As after so many failures: some minutes. */
  private static final int UNHURRIED = 6;

  private Backoff() {}

  /** How long to wait; null: until something else makes it due. */
  static @Nullable Duration after(
      Kind kind, @Nullable Duration retryAfter, int attempts, RandomGenerator random) {
    return switch (kind) {
      case NO_GRANT, NOT_WATCHABLE -> null;
      case ADDRESS_REFUSED, FORBIDDEN, NOT_FOUND ->
          RARELY.plusSeconds(random.nextLong(RARELY.toSeconds() / 4));
      case UNAUTHORIZED, RATE_LIMITED, TRANSIENT -> soon(retryAfter, attempts, random);
    };
  }

  /** How long to wait where it is not known any more what failed last. */
  static Duration afterFailures(int attempts, RandomGenerator random) {
    return soon(null, attempts, random);
  }

  /** Whether a failure may be over soon, without anybody doing anything about it. */
  static boolean isPassing(Kind kind) {
    return switch (kind) {
      case NO_GRANT, NOT_WATCHABLE, ADDRESS_REFUSED, FORBIDDEN, NOT_FOUND -> false;
      case UNAUTHORIZED, RATE_LIMITED, TRANSIENT -> true;
    };
  }

  /** How long to wait with ending a channel, about which nobody needs to hurry. */
  static Duration afterStop(Kind kind, @Nullable Duration retryAfter, RandomGenerator random) {
    Duration wait = after(kind, retryAfter, UNHURRIED, random);
    return wait == null ? LONGEST : wait;
  }

  private static Duration soon(
      @Nullable Duration retryAfter, int attempts, RandomGenerator random) {
    long ceiling =
        Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts, MOST_DOUBLINGS));
    Duration jittered = Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2));
    if (retryAfter == null || retryAfter.compareTo(jittered) <= 0) {
      return jittered;
    }
    return retryAfter.compareTo(RARELY) < 0 ? retryAfter : RARELY;
  }
}
