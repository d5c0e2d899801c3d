package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import org.junit.jupiter.api.Test;

/** What becomes of the instances of a series when it goes, those in quarantine included. */
class SeriesInQuarantineIntegrationTests extends WorkerInstallation {
  private static final String LARGE = "x".repeat(20_000);
  private static final String STAND_UP =
      """
      {"summary":"Stand-up","recurrence":["RRULE:FREQ=DAILY;COUNT=5"],
       "start":{"dateTime":"2026-12-01T09:00:00Z","timeZone":"UTC"},
       "end":{"dateTime":"2026-12-01T10:00:00Z","timeZone":"UTC"}}
      """;

  /** Nobody names an exception that went with its series; a series split off by id stays. */
  @Test
  void aSeriesTakesItsPoisonedInstanceOutOfQuarantine() throws Exception {
    String series = insertsAll(STAND_UP).getFirst();
    String instance = series + "_20261202T090000Z";
    String splitOff = series + "_R20261203T090000";
    google
        .client()
        .events()
        .patch(googleCalendar, instance, new Event().setDescription(LARGE))
        .execute();
    connect();
    assertThat(quarantine()).containsOnlyKeys(instance);
    jdbc.sql(
            """
            insert into sync.quarantine (calendar_id, item_key, reason, detail, size, excerpt,
                                         full_sync_gen, since, last_seen_at)
            select calendar_id, ?, reason, detail, size, excerpt, full_sync_gen, since, last_seen_at
              from sync.quarantine where calendar_id = ?
            """)
        .param(splitOff)
        .param(calendar.value())
        .update();
    google.client().events().delete(googleCalendar, series).execute();
    push();

    await().untilAsserted(() -> assertThat(quarantine()).containsOnlyKeys(splitOff));
  }

  @Test
  void aSeriesTakesItsCancelledInstanceAlongAndTellsItNoSecondTime() throws Exception {
    String series = insertsAll(STAND_UP).getFirst();
    String instance = series + "_20261202T090000Z";
    google.client().events().delete(googleCalendar, instance).execute();
    connect();
    assertThat(mirror()).containsOnlyKeys(series, instance);
    google.client().events().delete(googleCalendar, series).execute();
    push();

    await().untilAsserted(() -> assertThat(mirror()).isEmpty());
    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
    assertThat(typesOf(instance)).containsExactly("calsync.event.deleted.v1");
  }
}
