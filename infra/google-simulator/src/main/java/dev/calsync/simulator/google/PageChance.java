package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.random.RandomGenerator;

/** Draws how the next page of a list comes out. */
record PageChance(RandomGenerator random, Behaviour.Reading reading) {
  /** How many entries this page may show; 0 is an empty page though there may be more. */
  int limit(int wanted, boolean afterEmptyPage) {
    if (!afterEmptyPage && happens(reading.emptyPages())) {
      return 0;
    }
    return happens(reading.shortPages()) ? 1 + random.nextInt(wanted) : wanted;
  }

  boolean repeatsPage() {
    return happens(reading.repeatedPages());
  }

  boolean losesSyncToken() {
    return happens(reading.lostSyncTokens());
  }

  GoogleError deadSyncToken() {
    return happens(reading.deadTokensAs400())
        ? GoogleError.invalidParameter("syncToken", "Invalid sync token value.")
        : GoogleError.fullSyncRequired();
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }
}
