package dev.calsync.sync.schedule;

import dev.calsync.sync.lease.Lease;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a calendar that is up to date is looked at again though nobody asks.
 *
 * @param second whether that is because less was found than was announced: Google does not promise
 *     that a change can be read as soon as it is announced
 */
record NextLook(Duration in, boolean second) {
  static NextLook after(
      Lease lease,
      int changes,
      boolean rush,
      Duration secondLook,
      Polling polling,
      RandomGenerator random) {
    var occasion = lease.occasion();
    if (!occasion.secondLook()) {
      // In a rush calls are saved: most of what a push tells was read a moment before it came.
      boolean less = changes < (rush ? 1 : occasion.asked());
      // What was found may be what an earlier push announced, and not what a later one did.
      Duration open = changes > 0 && rush ? null : occasion.secondLookIn();
      if (occasion.pushed() && (less || open != null)) {
        return new NextLook(secondLook, true);
      }
      if (open != null) {
        return new NextLook(open, true); // Something else asked in between.
      }
    }
    Duration poll = lease.standing().watched() ? polling.watched() : polling.unwatched();
    double spread = 0.75 + random.nextDouble() / 2; // ± 25 %, as Google's quota guide asks
    return new NextLook(Duration.ofMillis((long) (poll.toMillis() * spread)), false);
  }
}
