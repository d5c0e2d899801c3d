package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Full syncs that are broken off, begin again or follow a dead token. */
class FullSyncIntegrationTests extends SyncInstallation {
  /** The token at the end of a walk is that of its beginning, whichever turn it began in. */
  @Test
  void aWalkThatIsTakenUpAgainIsFollowedByALookOfTheTurnsOwn() throws Exception {
    Event first = google.inserts(googleCalendar, "Event 0");
    for (int i = 1; i < 120; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    google.fault(
        "{\"match\":\"events.list\",\"status\":500,\"reason\":\"backendError\",\"skip\":1,\"times\":1}");
    connect();
    await().untilAsserted(() -> assertThat(column("last_error")).isNotNull());
    assertThat(mirror()).containsKey(first.getId());
    google.renames(googleCalendar, first, "Renamed while the first sync was broken off");
    push();

    awaitMirrorEqualsGoogle();
  }

  @Test
  void pagesThatLeadInACircleEndTheTurnAndAreReadOnceTheyLeadOn() throws Exception {
    for (int i = 0; i < 60; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    google.repeatsPages(0.999999999);
    try {
      connect();
      await()
          .untilAsserted(
              () -> assertThat(column("last_error")).asString().contains("pages do not end"));
    } finally {
      google.repeatsPages(0);
    }

    awaitMirrorEqualsGoogle();
  }

  @Test
  void aCalendarThatIsRemovedWhileItIsReadIsReadNoFurther() throws Exception {
    int pages = 10;
    for (int i = 0; i < pages * 50; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    google.fault(
        "{\"match\":\"events.list\",\"calendarId\":\"%s\",\"status\":0,\"delayMillis\":500,\"times\":0}"
            .formatted(googleCalendar));
    connect();
    await().until(() -> !mirror().isEmpty());
    removeCalendar();

    await().until(() -> mirror().isEmpty());
    assertThat(google.lists(googleCalendar)).isLessThan(pages);
    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
    assertThatNumbersAreDense();
  }

  @Test
  @KnownBug({Complaint.GONE_HALF_HANDLED, Complaint.VANISHES_DURING_RESYNC})
  void aDeadTokenLeadsToAFullSyncThatTellsOnlyTrueDifferences() throws Exception {
    for (int i = 0; i < 60; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    connect();
    awaitMirrorEqualsGoogle();
    int before = changes().size();
    Event gone = google.client().events().list(googleCalendar).execute().getItems().getFirst();
    google.deletes(googleCalendar, gone);
    Map<String, String> expected = google.holds(googleCalendar);
    google.fault(
        "{\"match\":\"events.list\",\"status\":410,\"reason\":\"fullSyncRequired\",\"times\":1}");
    push();
    awaitMirrorEquals(expected);

    await().untilAsserted(() -> assertThat(changes()).hasSize(before + 3));
    assertThat(changes().subList(before, before + 3))
        .extracting(change -> Topic.header(change, CloudEventHeaders.TYPE))
        .containsExactly(
            "calsync.resync.started.v1", "calsync.event.deleted.v1", "calsync.resync.completed.v1");
    assertThatNumbersAreDense();
  }

  @Test
  @KnownBug(Complaint.GONE_HALF_HANDLED)
  void aFullSyncThatBeginsAgainSweepsWhatItsFirstBeginningSaw() throws Exception {
    Event gone = google.inserts(googleCalendar, "Seen and then deleted");
    connect();
    awaitSynced();
    // As a worker leaves it that was killed after the only page and before the sweep.
    jdbc.sql(
            """
            with broken_off as (
              update sync.calendar_sync
                 set sync_token = null, page_token = null, full_sync_since = now(),
                     full_sync_gen = full_sync_gen + 1
               where calendar_id = :calendar returning *)
            update sync.event e set full_sync_gen = b.full_sync_gen
              from broken_off b where e.calendar_id = b.calendar_id
            """)
        .param("calendar", calendar.value())
        .update();
    google.deletes(googleCalendar, gone);
    push();

    awaitMirrorEqualsGoogle();
    awaitSynced();
    assertThat(mirror()).isEmpty();
  }
}
