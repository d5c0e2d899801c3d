package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.quota.QuotaProperties;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calendars of each kind, counted; nine are watched and three are not. */
class CensusIntegrationTests {
  private static final SyncProperties SETTINGS =
      Settings.polling(Duration.ofHours(4), Duration.ofMinutes(10));

  /** What nine watched calendars and three others take in a day: 9 · 6 + 3 · 144. */
  private static final long DEMAND = 486;

  private final JdbcClient jdbc = WorkerSchema.migrated();
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void calendarsOfEachKind() {
    noCalendars();
    calendars(9, "now() + interval '1 day'", "now()", false);
    calendars(2, "null", "now()", false);
    calendars(1, "now() - interval '1 second'", "now()", false);
    calendars(20, "now() + interval '1 day'", "null", false); // parked for good: not polled
    calendars(20, "null", "now()", true);
  }

  @AfterEach
  void noCalendars() {
    jdbc.sql("delete from sync.calendar_sync").update();
  }

  @Test
  void theIntervalsFollowFromHowManyAreWatchedAndHowManyAreNot() {
    assertThat(census(DEMAND).polling())
        .isEqualTo(new Polling(Duration.ofHours(4), Duration.ofMinutes(10)));
    assertThat(census(DEMAND / 2).polling())
        .isEqualTo(new Polling(Duration.ofHours(8), Duration.ofMinutes(20)));
  }

  @Test
  void theyAreCountedAgainAfterTenMinutes() {
    Census census = census(DEMAND / 2);
    Polling before = census.polling();
    calendars(3, "null", "now()", false);
    now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
    assertThat(census.polling()).isEqualTo(before);

    now = now.plusMillis(1);
    assertThat(census.polling().unwatched()).isGreaterThan(before.unwatched());
  }

  private Census census(long pollsPerDay) {
    var quota = new QuotaProperties(1, 1, 1, 2 * pollsPerDay, Duration.ofHours(6), 4);
    return new Census(jdbc, SETTINGS, quota, () -> now);
  }

  private void calendars(int count, String watchedUntil, String dueAt, boolean removed) {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, lifecycle_version,
                    watched_until, due_at, removed)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'c', 0, 1, %s, %s, %s
              from generate_series(1, %d)
            """
                .formatted(watchedUntil, dueAt, removed, count))
        .update();
  }
}
