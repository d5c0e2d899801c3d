package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How soon a calendar is looked at again of which Google says nothing. */
class PollingIntegrationTests extends SyncInstallation {
  private static final Duration WATCHED = Duration.ofHours(6);
  private static final Duration UNWATCHED = Duration.ofMinutes(5);

  @Test
  void aCalendarThatCannotBeWatchedIsPolledAsOneThatIsNot() throws Exception {
    connect();
    awaitPolledEvery(WATCHED);

    lifecycle(
        new Lifecycle.CalendarNotWatchable(
            account, user, ++version, Instant.now(), calendar, googleCalendar));
    awaitPolledEvery(UNWATCHED);

    Event lunch = google.inserts(googleCalendar, "Lunch");
    thatTimePasses();
    await().untilAsserted(() -> assertThat(mirror()).containsKey(lunch.getId()));
    awaitPolledEvery(UNWATCHED);
  }

  @Test
  void aCalendarThatCanBeWatchedAfterAllIsPolledSeldomAgain() throws Exception {
    lifecycle(
        new Lifecycle.CalendarNotWatchable(
            account, user, ++version, Instant.now(), calendar, googleCalendar));
    awaitPolledEvery(UNWATCHED);

    connect();
    awaitPolledEvery(WATCHED);
  }

  /** A quarter more or less, so that polls do not come all at once. */
  private void awaitPolledEvery(Duration interval) {
    await()
        .untilAsserted(() -> {
          assertThat(column("sync_token")).isNotNull();
          assertThat(column("lease_owner")).isNull();
          assertThat(column("synced_gen")).isEqualTo(column("requested_gen"));
          assertThat(dueInSeconds())
              .isBetween(interval.toSeconds() * 0.75 - 30, interval.toSeconds() * 1.25);
        });
  }

  private double dueInSeconds() {
    return jdbc.sql(
            """
            select extract(epoch from due_at - now())::float8
              from sync.calendar_sync where calendar_id = ?
            """)
        .param(calendar.value())
        .query(Double.class)
        .single();
  }

  private void thatTimePasses() {
    jdbc.sql("update sync.calendar_sync set due_at = now() where calendar_id = ?")
        .param(calendar.value())
        .update();
  }
}
