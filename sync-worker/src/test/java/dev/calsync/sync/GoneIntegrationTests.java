package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * 410 GONE wherever it may come: {@code -Dguarantees.events} says how large the calendar is, {@code
 * -Dguarantees.page-size} how many of them a page has.
 */
class GoneIntegrationTests extends PerilInstallation {
  private static final int EVENTS = setting("events", 300);
  private static final int PAGES = Math.ceilDiv(EVENTS, setting("page-size", 50));
  private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(EVENTS / 200);
  private static final String STARTED = "calsync.resync.started.v1";
  private static final String COMPLETED = "calsync.resync.completed.v1";

  @Test
  void whateverPageEndsIn410OnlyTrueDifferencesAreToldAndAllElseStaysVisible() throws Exception {
    List<String> ids = aLargeCalendar();
    for (int page = 0; page < PAGES; page++) {
      int index = page;
      resync(
          ids,
          page,
          () ->
              google.fault(
                  """
                  {"match":"events.list","calendarId":"%s","status":410,
                   "reason":"fullSyncRequired","times":1,"skip":%d}
                  """
                      .formatted(googleCalendar, index + 1)),
          () -> {});
    }
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
  }

  @Test
  void aChangeOfRightsDuringAResyncIsNoMassDeletionEither() throws Exception {
    List<String> ids = aLargeCalendar();
    google.writer(googleCalendar, "grace@example.com");
    resync(
        ids,
        0,
        () ->
            google.fault(
                """
                {"match":"events.list","calendarId":"%s","status":0,"delayMillis":1000,
                 "times":1,"skip":%d}
                """
                    .formatted(googleCalendar, 1 + PAGES / 2)),
        () -> {
          await().until(() -> column("page_token") != null);
          google.control(
              "/control/calendars/" + googleCalendar + "/share",
              "{\"email\":\"grace@example.com\",\"role\":\"reader\"}");
        });
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));

    // The token that this resync ended with is older than the change of rights: Google takes none.
    long before = head();
    push();
    await().atMost(PATIENCE).until(() -> isAtRest() && toldAfter(before).contains(COMPLETED));
    assertThat(toldAfter(before)).containsExactly(STARTED, COMPLETED);
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
  }

  private List<String> aLargeCalendar() throws Exception {
    List<String> ids = new ArrayList<>();
    while (ids.size() < EVENTS) {
      ids.addAll(insertsMany("Event ", Math.min(EVENTS - ids.size(), 1_000)));
    }
    connect();
    awaitRest();
    return ids;
  }

  /** A dead token, then {@code trouble}: one event was deleted, one renamed, one is new. */
  private void resync(List<String> ids, int round, Runnable trouble, Runnable meanwhile)
      throws Exception {
    String deleted = ids.get(2 * round);
    String renamed = ids.get(2 * round + 1);
    google.client().events().delete(googleCalendar, deleted).execute();
    google
        .client()
        .events()
        .patch(googleCalendar, renamed, new Event().setSummary("Renamed"))
        .execute();
    String created = google.inserts(googleCalendar, "New").getId();
    int expected = held();
    long before = head();
    AtomicInteger least = new AtomicInteger(expected);
    google.control("/control/calendars/" + googleCalendar + "/expire-sync-tokens", null);
    trouble.run();
    try (var watch = Executors.newSingleThreadScheduledExecutor()) {
      var sight =
          watch.scheduleWithFixedDelay(
              () -> least.accumulateAndGet(held(), Math::min), 0, 50, TimeUnit.MILLISECONDS);
      push();
      meanwhile.run();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(PATIENCE)
          .until(() -> {
            if (column("last_error") != null) {
              theLeaseEnds();
              push();
            }
            return isAtRest() && toldAfter(before).contains(COMPLETED);
          });
      sight.cancel(false);
    }
    List<String> told = toldAfter(before);
    assertThat(told.getFirst()).isEqualTo(STARTED);
    assertThat(told.getLast()).isEqualTo(COMPLETED);
    assertThat(told)
        .filteredOn(line -> !line.equals(STARTED))
        .containsExactlyInAnyOrder(
            "calsync.event.deleted.v1 " + deleted,
            "calsync.event.updated.v1 " + renamed,
            "calsync.event.created.v1 " + created,
            COMPLETED);
    assertThat(least.get()).isGreaterThanOrEqualTo(expected - 1);
    // A rule that has struck as often as it may is in force no more.
    assertThat(google.faultsToCome()).doesNotContain(googleCalendar);
  }

  private int held() {
    return jdbc.sql("select count(*) from sync.event where calendar_id = ?")
        .param(calendar.value())
        .query(Integer.class)
        .single();
  }
}
