package dev.calsync.simulation;

import dev.calsync.simulator.google.Administration;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a run is about.
 *
 * @param swarm how much goes wrong
 * @param cast who takes part
 * @param polling the worker's settings of how often it polls; its defaults where they say nothing
 * @param audited whether calendars are audited now and then, and in the end
 * @param calm how many times more seldom than usual whatever repeats itself does so: in a run of
 *     days nobody waits for seconds
 */
record Scene(
    Swarm swarm,
    Function<Administration, Cast> cast,
    Map<String, String> polling,
    boolean audited,
    int calm) {

  /** Well within the time in which all must be well in the end. */
  static final String OFTEN = "7m";

  /**
   * As the seed has it. Where no push is lost a poll is far away, so that a change that is found by
   * the next poll only counts as lost.
   */
  static Scene of(Chance chance) {
    Swarm swarm = Swarm.of(chance.of("swarm"));
    RandomGenerator cast = chance.of("cast");
    boolean everyPushComes = swarm.push().dropped() == 0 && swarm.manners().silences() == 0;
    String poll = everyPushComes ? "12h" : OFTEN;
    return new Scene(
        swarm,
        google -> Cast.at(google, cast),
        Map.of("calsync.sync.poll-watched", poll, "calsync.sync.poll-unwatched", poll),
        chance.of("audit").nextInt(3) == 0,
        1);
  }
}
