package dev.calsync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulation.Journeys.Journey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * P6 over days of virtual time: {@code -Dpushes.calendars} says how many calendars there are,
 * {@code -Dpushes.changes-of-each} how long a tenth of the pushes is lost, {@code -Dpushes.seed}
 * how it goes.
 */
class SilentPushesIntegrationTests {
  private static final int CALENDARS = Integer.getInteger("pushes.calendars", 20);
  private static final long SEED =
      Long.getLong("pushes.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  /** Three polls that find what was not told; the first may come too early to be counted. */
  private static final Duration SUSPECT_WITHIN =
      SilentPushes.WATCHED_POLL.multipliedBy(3).plus(SilentPushes.SLACK.multipliedBy(2));

  /** Where a tenth of the pushes is lost. */
  private static final int CHANGES_OF_EACH = Integer.getInteger("pushes.changes-of-each", 4);

  private SilentPushes pushes;

  @BeforeEach
  void signIn() throws Exception {
    pushes = new SilentPushes(SEED, CALENDARS, VirtualDatabase.take());
    pushes.passes(Duration.ofHours(1));
  }

  @AfterEach
  void end() {
    pushes.close();
  }

  @Test
  void aChannelThatFallsSilentIsSuspectedAndReplacedInTimeAndNoChangeIsLost() {
    assertThat(pushes.watchedCalendars()).isEqualTo(CALENDARS);
    Set<String> silent = pushes.channelsFallSilent();
    assertThat(silent).hasSize(CALENDARS);

    pushes.passes(SUSPECT_WITHIN.plusHours(2));

    System.out.printf(
        "seed %d: suspect %s after the first change not told, replaced %s later; longest way %s%n",
        SEED,
        pushes.suspectAfter(silent),
        pushes.replacedAfter(silent),
        pushes.journeys().longestWatched());
    assertThat(pushes.suspectAfter(silent))
        .hasSize(CALENDARS)
        .allMatch(after -> after.compareTo(SUSPECT_WITHIN) <= 0);
    assertThat(pushes.replacedAfter(silent))
        .hasSize(CALENDARS)
        .allMatch(after -> after.compareTo(SilentPushes.SLACK) <= 0);
    assertThat(pushes.alive(silent)).isEmpty();
    assertThat(pushes.watchedCalendars()).isEqualTo(CALENDARS);
    pushes.journeys().measureAnew();
    pushes.passes(Duration.ofHours(1));
    assertThat(pushes.journeys().longestWatched())
        .isBetween(Duration.ofMillis(1), SilentPushes.SLACK);
  }

  @Test
  void withoutAnyPushEveryChangeOfADayArrivesWithinThePollInterval() {
    pushes.pushesEnd();
    pushes.passes(Duration.ofDays(1));

    System.out.printf(
        "seed %d: %d changes; longest way %s while pushes were relied upon, then %s%n",
        SEED,
        pushes.changes(),
        pushes.journeys().longestWatched(),
        pushes.journeys().longestUnwatched());
    // That each came in time is checked all the while; here, that there was something to check.
    assertThat(pushes.journeys().longestWatched()).isPositive();
    assertThat(pushes.journeys().longestUnwatched()).isPositive();
    assertThat(pushes.watchedCalendars()).isZero();
    pushes.pushesReturn();
    pushes.passes(Duration.ofHours(2));
    assertThat(pushes.watchedCalendars()).isEqualTo(CALENDARS);
  }

  /** They change so seldom that a change whose push was lost is often found by a poll alone. */
  @Test
  void whereATenthOfAllPushesIsLostEachChangeArrivesWithinThePollInterval() {
    pushes.nobodyChangesAnything(SilentPushes.SLACK);
    pushes.journeys().measureAnew();
    pushes.pushesGetLost(0.1);
    for (int change = 0; change < CHANGES_OF_EACH; change++) {
      pushes.everyCalendarChangesWithin(Duration.ofHours(12));
    }
    pushes.nobodyChangesAnything(SilentPushes.WATCHED_POLL.plus(SilentPushes.SLACK));

    List<Journey> journeys = pushes.journeys().ended();
    List<Journey> late = journeys.stream().filter(Journey::isLate).toList();
    System.out.printf(
        "seed %d: %d changes, %d of them late; longest way %s while pushes were relied upon%n",
        SEED, journeys.size(), late.size(), pushes.journeys().longestWatched());
    assertThat(journeys).hasSize(CALENDARS * CHANGES_OF_EACH).allMatch(Journey::isInTime);
    assertThat(late).as("found by a poll alone").isNotEmpty();
  }
}
