package dev.calsync.simulation;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All chance of one run; a part of it for each who needs some, so that one more draw here moves
 * nothing there.
 */
final class Chance {
  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /** A source of its own for whoever has this name. */
  RandomGenerator of(String name) {
    // Neighbouring seeds must not begin alike; SplittableRandom mixes what it is given.
    return new SplittableRandom(new SplittableRandom(seed * 31 + name.hashCode()).nextLong());
  }

  static boolean happens(RandomGenerator random, double rate) {
    return rate > 0 && random.nextDouble() < rate;
  }

  static Duration between(RandomGenerator random, Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }
}
