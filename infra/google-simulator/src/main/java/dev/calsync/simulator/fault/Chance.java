package dev.calsync.simulator.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * All chance of one simulated Google: a stream of its own for each part, every one drawn from the
 * same seed, so that the same seed and the same calls have the same faults, and a part that draws
 * more does not shift the others.
 */
public final class Chance {
  private final Map<String, Random> parts = new LinkedHashMap<>();
  private long seed;

  public Chance(long seed) {
    this.seed = seed;
  }

  /** The stream of this part; the same object each time. */
  public synchronized RandomGenerator of(String part) {
    return parts.computeIfAbsent(part, name -> new Random(mixed(seed, name)));
  }

  /** Every stream begins again, as if the simulator had been started with this seed. */
  public synchronized void restart(long newSeed) {
    seed = newSeed;
    parts.forEach((name, random) -> random.setSeed(mixed(newSeed, name)));
  }

  public synchronized long seed() {
    return seed;
  }

  /** The last step of SplitMix64: seeds that lie next to each other give streams that do not. */
  private static long mixed(long seed, String name) {
    long z = seed + 0x9e3779b97f4a7c15L * (name.hashCode() + 1L);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
