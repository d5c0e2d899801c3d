package dev.calsync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Many seeds, none of which breaks a promise. {@code -Dsimulation.seeds} says how many, {@code
 * -Dsimulation.first} from which on.
 */
class SimulationIntegrationTests {
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 40);

  @Test
  void whateverGoesWrongNothingIsLostAndInTheEndAllIsWell() {
    long from = System.nanoTime();
    long steps = 0;
    Duration virtual = Duration.ZERO;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Run.Outcome outcome = Run.of(seed, Bug.NONE);
      steps += outcome.steps();
      virtual = virtual.plus(outcome.virtual());
      if (SEEDS == 1) {
        System.out.printf("seed %d: trace %s%n", seed, outcome.trace());
      }
    }
    System.out.printf(
        "%d seeds: %d steps, %d h of virtual time in %d s%n",
        SEEDS, steps, virtual.toHours(), Duration.ofNanos(System.nanoTime() - from).toSeconds());
    assertThat(steps).isPositive();
  }
}
