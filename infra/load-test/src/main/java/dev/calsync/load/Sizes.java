package dev.calsync.load;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds counted, after those that warm up
 * @param turns in each round
 * @param pgbench how long the floor is measured in each round
 * @param coalesced pushes per row of the table
 * @param events of the calendar that is read for the first time
 * @param firstSyncs counted, after one that is not
 * @param joining calendars of a tenth of {@code events} that are connected at once
 * @param idle how long live changes are timed while nothing else happens
 * @param burstCalendars each pushed twenty times within {@code burst}
 * @param rows how many calendars the table holds, growing
 * @param streams how many are open at once
 * @param telling how long events are told as fast as they are taken, and then at a pace
 */
record Sizes(
    int rounds,
    int turns,
    Duration pgbench,
    int coalesced,
    int events,
    int firstSyncs,
    int joining,
    Duration idle,
    int burstCalendars,
    Duration burst,
    List<Integer> rows,
    List<Integer> streams,
    Duration telling) {

  static final Sizes FULL =
      new Sizes(
          4,
          10_000,
          Duration.ofSeconds(6),
          1_000,
          100_000,
          2,
          48,
          Duration.ofSeconds(20),
          1_000,
          Duration.ofSeconds(10),
          List.of(1_000, 10_000, 100_000, 1_000_000),
          List.of(1_000, 10_000),
          Duration.ofSeconds(10));

  /** To see that it works, not how fast. */
  static final Sizes SMALL =
      new Sizes(
          1,
          500,
          Duration.ofSeconds(2),
          200,
          10_000,
          1,
          8,
          Duration.ofSeconds(3),
          100,
          Duration.ofSeconds(2),
          List.of(1_000, 10_000),
          List.of(200),
          Duration.ofSeconds(2));
}
