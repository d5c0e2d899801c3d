package dev.calsync.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws what becomes of each message on its way. */
public final class PushChance {
  /** What is overtaken waits this long: later messages come meanwhile, or nothing was lost. */
  private static final long SHORTEST_HOLD = 1_000;

  private static final long LONGEST_HOLD = 3_000;

  private final RandomGenerator random;

  public PushChance(RandomGenerator random) {
    this.random = random;
  }

  /** How long each copy waits before its first attempt; no copy where the message gets lost. */
  public synchronized List<Duration> copies(PushFaults faults) {
    if (happens(faults.drop())) {
      return List.of();
    }
    int count = happens(faults.duplicate()) ? faults.copies() : 1;
    List<Duration> waits = new ArrayList<>();
    for (int copy = 0; copy < count; copy++) {
      long millis = faults.delayMillis();
      if (happens(faults.late()) && faults.lateMillis() > 0) {
        millis += random.nextLong(faults.lateMillis()) + 1;
      }
      if (happens(faults.reorder())) {
        millis += random.nextLong(SHORTEST_HOLD, LONGEST_HOLD);
      }
      waits.add(Duration.ofMillis(millis));
    }
    return waits;
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }
}
