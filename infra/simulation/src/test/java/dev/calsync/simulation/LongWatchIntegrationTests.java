package dev.calsync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Watch channels over months of virtual time: {@code -Dwatch.calendars}, {@code -Dwatch.days},
 * {@code -Dwatch.kills} and {@code -Dwatch.seed} say how many, how long, and how it goes.
 */
class LongWatchIntegrationTests {
  private static final int CALENDARS = Integer.getInteger("watch.calendars", 40);
  private static final int DAYS = Integer.getInteger("watch.days", 60);
  private static final int KILLS = Integer.getInteger("watch.kills", 100);
  private static final long SEED =
      Long.getLong("watch.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  /** P15. */
  @Test
  void whateverFailsAndWhoeverDiesNoCalendarIsEverWithoutAChannel() throws Exception {
    long from = System.nanoTime();
    VirtualDatabase database = VirtualDatabase.take();
    var watch = new LongWatch(SEED, CALENDARS, database);
    try {
      watch.lasts(Duration.ofDays(DAYS), KILLS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("it goes so again with -Dwatch.seed=" + SEED + ": " + e, e);
    } finally {
      watch.close();
      database.giveBack();
    }
    Cover cover = watch.cover();
    System.out.printf(
        "%d calendars, %d days, %d kills, seed %d: %s; oldest stray %s; at Google at most %d of a"
            + " calendar, more than two for %s at most; %d s%n",
        CALENDARS,
        DAYS,
        watch.killed(),
        SEED,
        cover,
        cover.oldestStray(),
        cover.mostAlive(),
        cover.longestCrowd(),
        Duration.ofNanos(System.nanoTime() - from).toSeconds());
    assertThat(watch.killed()).isEqualTo(KILLS);
    assertThat(cover.calendars()).isEqualTo(watch.watchable());
    assertThat(cover.uncovered(watch.now())).isZero();
    assertThat(cover.mostInUse()).isEqualTo(2);
    assertThat(cover.longestCrowd()).isLessThan(Duration.ofDays(1));
    assertThat(cover.oldestStray()).isLessThan(Duration.ofDays(1));
  }
}
