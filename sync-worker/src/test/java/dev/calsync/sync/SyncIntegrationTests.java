package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.Silence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What happens to a calendar at Google, or to our right to it, and what is told of that. */
class SyncIntegrationTests extends SyncInstallation {
  @Autowired DataSource database;

  @Test
  void whatTheWorkerDoesByItselfHasBegun() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains("sync-audit", "sync-retention");
  }

  @Test
  void neitherTheServiceNorItsDatabaseWaitsForEverForTheOther() {
    assertThat(Silence.of(database)).matches(Silence::isShort);
  }

  @Test
  @KnownBug(Complaint.CURSOR_SKIPS)
  void aFirstSyncMirrorsTheWholeCalendarAndTellsItBetweenItsMarkers() throws Exception {
    for (int i = 0; i < 120; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    connect();

    awaitMirrorEqualsGoogle();
    List<String> types =
        changes().stream().map(change -> Topic.header(change, CloudEventHeaders.TYPE)).toList();
    assertThat(types)
        .hasSize(122)
        .startsWith("calsync.resync.started.v1")
        .endsWith("calsync.resync.completed.v1");
    assertThat(changes())
        .as("told to be by strangers")
        .allMatch(change ->
            Topic.header(change, CloudEventHeaders.DATA_CLASSIFICATION).equals("untrusted"));
    assertThatNumbersAreDense();
    assertThatStateTopicEqualsMirror();
  }

  @Test
  @KnownBug({Complaint.POLLING_TOO_SLOW, Complaint.CHANGE_NEVER_PASSED_ON})
  void aPushBringsWhatHappenedAtGoogle() throws Exception {
    connect();
    Event lunch = google.inserts(googleCalendar, "Lunch");
    push();
    awaitMirrorEqualsGoogle();
    google.renames(googleCalendar, lunch, "Late lunch");
    push();
    awaitMirrorEqualsGoogle();
    google.deletes(googleCalendar, lunch);
    push();
    awaitMirrorEqualsGoogle();

    assertThat(typesOf(lunch.getId()))
        .containsExactly(
            "calsync.event.created.v1", "calsync.event.updated.v1", "calsync.event.deleted.v1");
    assertThatNumbersAreDense();
    assertThatStateTopicEqualsMirror();
  }

  @Test
  void aDeadGrantParksTheCalendarAndItsRenewalBringsItBack() throws Exception {
    channelManager.revoke(account.toString());
    connect();
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION"));
    long asked = channelManager.requestsFor(account.toString());
    google.inserts(googleCalendar, "Lunch");
    push();

    channelManager.grant(account.toString(), google::accessToken);
    lifecycle(new Lifecycle.AccountConnected(account, user, ++version, Instant.now()));
    awaitMirrorEqualsGoogle();
    assertThat(channelManager.requestsFor(account.toString())).isEqualTo(asked + 1);
    assertThat(column("parked")).isNull();
  }

  @Test
  void noTokenThatIsKeptOutlivesAGrantThatEndsDuringATurn() throws Exception {
    connect();
    awaitMirrorEqualsGoogle();
    Map<String, String> held = mirror();
    google.fault(
        """
        {"match":"events.list","calendarId":"%s","status":503,"delayMillis":1000,"times":1}
        """
            .formatted(googleCalendar));
    google.inserts(googleCalendar, "Late");
    push();
    await().until(() -> column("lease_owner") != null);
    channelManager.revoke(account.toString());
    lifecycle(
        new Lifecycle.AccountNeedsReauthorization(
            account, user, ++version, Instant.now(), "invalid_grant"));

    await().until(() -> column("parked") != null);
    await().until(() -> column("due_at") == null && column("lease_owner") == null);
    assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(mirror()).isEqualTo(held);
  }

  /** Of consent to less: whoever gave more since is not to wait for the old token's end. */
  @Test
  void accessThatIsLostWithAnOldTokenAndThereWithANewOneIsNotLost() throws Exception {
    connect();
    google.fault(
        """
        {"calendarId":"%s","match":"events.list","status":403,
         "reason":"insufficientPermissions","times":1}
        """
            .formatted(googleCalendar));
    google.inserts(googleCalendar, "Lunch");
    push();

    await().untilAsserted(() -> assertThat(mirror()).hasSize(1));
    assertThat(column("parked")).isNull();
  }

  @Test
  void thatGoogleRefusesACalendarIsToldAtEachLookAndThatItNoLongerDoesOnce() throws Exception {
    connect();
    google.fault(
        """
        {"calendarId":"%s","match":"events.list","status":403,"reason":"forbidden","times":99}
        """
            .formatted(googleCalendar));
    push();
    awaitAccess("CalendarAccessLost");
    assertThat(column("parked")).isEqualTo("ACCESS_LOST");
    isLookedAtAgain();
    awaitAccess("CalendarAccessLost", "CalendarAccessLost");
    google.noFaults();
    isLookedAtAgain();
    isLookedAtAgain();

    assertThat(column("parked")).isNull();
    awaitAccess("CalendarAccessLost", "CalendarAccessLost", "CalendarAccessRegained");
  }

  @Test
  void aProxysPageInsteadOfAnAnswerSilencesNoCalendar() throws Exception {
    connect();
    google.fault(
        """
        {"calendarId":"%s","match":"events.list","status":403,"html":true,"times":2}
        """
            .formatted(googleCalendar));
    Event lunch = google.inserts(googleCalendar, "Lunch");
    push();

    awaitMirrorEquals(Map.of(lunch.getId(), lunch.getEtag()));
    assertThat(column("parked")).isNull();
    awaitAccess();
  }

  private void isLookedAtAgain() {
    Object epoch = column("lease_epoch");
    jdbc.sql("update sync.calendar_sync set due_at = now() where calendar_id = :id")
        .param("id", calendar.value())
        .update();
    await()
        .untilAsserted(() -> {
          assertThat(column("lease_epoch")).isNotEqualTo(epoch);
          assertThat(column("lease_owner")).isNull();
        });
  }

  /** What was told of access to this test's calendar, in order. */
  private void awaitAccess(String... types) {
    await()
        .untilAsserted(() ->
            assertThat(Topic.read(Topics.LIFECYCLE, account.toString()::equals))
                .extracting(message -> json.readTree(message.value()).path("type").asString())
                .filteredOn(type -> type.startsWith("CalendarAccess"))
                .containsExactly(types));
  }

  @Test
  void aCalendarTakenAwayIsForgottenEventByEvent() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    connect();
    awaitMirrorEqualsGoogle();
    removeCalendar();

    await().untilAsserted(() -> assertThat(mirror()).isEmpty());
    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
    assertThatNumbersAreDense();
  }

  @Test
  void unreadableRecordsStopNobody() throws Exception {
    kafka.send(Topics.NOTIFICATIONS, "not a calendar", new byte[] {1, 2, 3}).get();
    String never =
        """
        {"calendarId":"%1$s","channelId":"%1$s","resourceState":"exists","messageNumber":7,
         "receivedAt":"+999999-01-01T00:00:00Z","resourceId":"\\u0000"}
        """
            .formatted(calendar);
    kafka
        .send(Topics.NOTIFICATIONS, calendar.toString(), never.getBytes(StandardCharsets.UTF_8))
        .get();
    kafka
        .send(
            Topics.LIFECYCLE,
            account.toString(),
            "{".repeat(5_000).getBytes(StandardCharsets.UTF_8))
        .get();
    kafka.send(Topics.COMMANDS, calendar.toString(), "null".getBytes(StandardCharsets.UTF_8)).get();
    google.inserts(googleCalendar, "Lunch");
    connect();

    awaitMirrorEqualsGoogle();
  }
}
