package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Lifecycle;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What other systems are known to get wrong with a calendar that they hold. */
class KnownBugsIntegrationTests extends WorkerInstallation {
  private static final int EVENTS = 320; // seven pages

  @Test
  @KnownBug({Complaint.REPLACED_NOT_MERGED, Complaint.SWEEP_FOR_EVERY_CHANGE})
  void aChangeCostsNoSweepAndLeavesWhatItDoesNotName() throws Exception {
    fill();
    long before = google.lists(googleCalendar);
    google.inserts(googleCalendar, "One more");
    Instant from = Instant.now();
    push();
    await().untilAsserted(() -> assertThat(mirror()).hasSize(EVENTS + 1));

    // A push, its second look and a poll each second are one page each, a sweep would be seven.
    long polls = Duration.between(from, Instant.now()).toSeconds() + 1;
    assertThat(google.lists(googleCalendar) - before).isLessThanOrEqualTo(2 + polls);
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
  }

  @Test
  @KnownBug(Complaint.VANISHES_DURING_RESYNC)
  void nothingVanishesWhileACalendarIsReadAnew() throws Exception {
    fill();
    Map<String, String> held = mirror();
    google.fault(fault("\"status\":410,\"reason\":\"fullSyncRequired\",\"times\":1"));
    google.fault(fault("\"status\":0,\"delayMillis\":200,\"times\":4"));
    push();
    await().untilAsserted(() -> assertThat(column("full_sync_since")).isNotNull());
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          assertThat(mirror()).isEqualTo(held);
          return column("full_sync_since") == null && column("sync_token") != null;
        });
  }

  @Test
  @KnownBug(Complaint.WIPED_WITH_THE_GRANT)
  void aGrantThatDiesTakesNothingAlong() throws Exception {
    fill();
    Map<String, String> held = mirror();
    int told = changes(calendar).size();
    channelManager.revoke(account.toString());
    lifecycle(
        new Lifecycle.AccountNeedsReauthorization(
            account, user, 100, Instant.now(), "invalid_grant"));
    push();
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION"));
    assertThat(mirror()).isEqualTo(held);

    channelManager.grant(account.toString(), google::accessToken);
    lifecycle(new Lifecycle.AccountConnected(account, user, 101, Instant.now()));
    Event late = google.inserts(googleCalendar, "Late");
    await().untilAsserted(() -> assertThat(mirror()).containsKey(late.getId()));
    await().untilAsserted(() -> assertThat(typesOf(late.getId())).hasSize(1));
    assertThat(changes(calendar)).hasSize(told + 1);
  }

  @Test
  @KnownBug(Complaint.GHOSTS_OF_SERIES)
  void aSingleEventThatBecomesASeriesAndIsSplitLeavesNoGhost() throws Exception {
    String id = insertsAll(event("Stand-up", "")).getFirst();
    connect();
    person("/events/" + id, "PATCH", "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=5\"]}");
    person("/events/" + id + "_20261222T090000Z", "PATCH", "{\"summary\":\"Changed\"}");
    await().untilAsserted(() -> assertThat(mirror()).hasSize(2));
    person("/events/" + id + "_20261215T090000Z/split", "POST", "{\"summary\":\"Later\"}");

    await().untilAsserted(() -> assertThat(mirror()).containsKey(id + "_R20261215T090000"));
    await().untilAsserted(() -> assertThat(mirror()).isEqualTo(google.holds(googleCalendar)));
    assertThat(typesOf(id + "_20261222T090000Z")).endsWith("calsync.event.deleted.v1");
  }

  private void person(String path, String method, String body) throws Exception {
    String url = google.url() + "control/people/ada@example.com/calendars/" + googleCalendar;
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void fill() throws Exception {
    insertsAll(
        IntStream.range(0, EVENTS).mapToObj(i -> event("Event " + i, "")).toArray(String[]::new));
    connect();
    await().untilAsserted(() -> assertThat(mirror()).hasSize(EVENTS));
    await()
        .untilAsserted(() -> assertThat(column("published_seq")).isEqualTo(column("change_seq")));
  }

  private String fault(String rest) {
    return "{\"match\":\"events.list\",\"calendarId\":\"%s\",%s}".formatted(googleCalendar, rest);
  }
}
