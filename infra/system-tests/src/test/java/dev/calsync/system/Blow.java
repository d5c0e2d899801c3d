package dev.calsync.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** What can hit a running system, how often beside the others, and for how long. */
enum Blow {
  WORKER_KILLED(6, 0, 3_000),
  WORKER_FROZEN(2, 1_000, 8_000),
  WORKER_OUTLIVES_ITS_LEASE(1, 38_000, 42_000),
  BROKER_KILLED(2, 0, 3_000),
  BROKER_FROZEN(2, 1_000, 6_000),
  DATABASE_KILLED(1, 0, 2_000),
  DATABASE_FROZEN(2, 1_000, 6_000),
  BACKEND_KILLED(2, 0, 1),
  BACKENDS_TERMINATED(1, 0, 1),
  INGRESS_KILLED(1, 0, 3_000),
  NOTIFIER_KILLED(1, 0, 3_000),
  NOTIFIER_FROZEN(1, 1_000, 8_000),
  CHANNEL_MANAGER_KILLED(1, 0, 3_000);

  private final int share;
  private final int leastMillis;
  private final int mostMillis;

  Blow(int share, int leastMillis, int mostMillis) {
    this.share = share;
    this.leastMillis = leastMillis;
    this.mostMillis = mostMillis;
  }

  /** How long what was hit stays down or stands still. */
  Duration lasts(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(leastMillis, mostMillis + 1));
  }

  /** Whether a process ends by it with no time for anything. */
  boolean kills() {
    return switch (this) {
      case WORKER_KILLED,
          BROKER_KILLED,
          DATABASE_KILLED,
          BACKEND_KILLED,
          INGRESS_KILLED,
          NOTIFIER_KILLED,
          CHANNEL_MANAGER_KILLED ->
          true;
      case WORKER_FROZEN,
          WORKER_OUTLIVES_ITS_LEASE,
          BROKER_FROZEN,
          DATABASE_FROZEN,
          BACKENDS_TERMINATED,
          NOTIFIER_FROZEN ->
          false;
    };
  }

  /**
   * In an order drawn by chance, until so many of them were kills; the long one among the first, so
   * that all else goes on.
   */
  static List<Blow> drawn(int kills, long seed) {
    var random = new Random(seed);
    List<Blow> all = new ArrayList<>();
    while (all.stream().filter(Blow::kills).count() < kills) {
      List<Blow> round = new ArrayList<>();
      for (Blow blow : values()) {
        round.addAll(Collections.nCopies(blow.share, blow));
      }
      round.remove(WORKER_OUTLIVES_ITS_LEASE);
      Collections.shuffle(round, random);
      round.add(random.nextInt(4), WORKER_OUTLIVES_ITS_LEASE);
      all.addAll(round);
    }
    while (all.stream().filter(Blow::kills).count() > kills || !all.getLast().kills()) {
      all.removeLast();
    }
    return List.copyOf(all);
  }
}
