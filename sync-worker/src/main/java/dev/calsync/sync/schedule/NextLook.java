package dev.calsync.sync.schedule;

import dev.calsync.sync.lease.Lease;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a calendar that is up to date is looked at again though nobody asks.
 *
 * @param second whether that is because a push found nothing: Google does not promise that a change
 *     can be read as soon as it is announced
 */
record NextLook(Duration in, boolean second) {
  static NextLook after(
      Lease lease, int changes, Duration secondLook, Polling polling, RandomGenerator random) {
    var occasion = lease.occasion();
    if (changes == 0 && occasion.pushed() && !occasion.secondLook()) {
      return new NextLook(secondLook, true);
    }
    if (changes == 0 && occasion.secondLookIn() != null && !occasion.secondLook()) {
      return new NextLook(occasion.secondLookIn(), true); // Something else asked in between.
    }
    Duration poll = lease.standing().watched() ? polling.watched() : polling.unwatched();
    double spread = 0.75 + random.nextDouble() / 2; // ± 25 %, as Google's quota guide asks
    return new NextLook(Duration.ofMillis((long) (poll.toMillis() * spread)), false);
  }
}
