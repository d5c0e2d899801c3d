package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** An audit finds what differs from Google and nothing else, and the calendar heals itself. */
class AuditIntegrationTests extends SmallBudgetInstallation {
  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort private int port;

  @Test
  void anAuditFindsWhatIsMissingStaleOrTooMuchAndTheCalendarHealsItself() throws Exception {
    List<Event> events = new ArrayList<>();
    google.calendar(ada.googleCalendar());
    for (int i = 0; i < 120; i++) {
      events.add(google.inserts(ada.googleCalendar(), "Event " + i));
    }
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    assertThat(audit(ada).get("outcome").asString()).isEqualTo("CLEAN");

    plant("delete from sync.event where event_id = ?", events.get(3).getId());
    plant(
        """
        update sync.event
           set etag = '"0"', resource = jsonb_set(resource::jsonb, '{etag}', '"\\"0\\""')::json
         where event_id = ?
        """,
        events.get(60).getId());
    plant(
        """
        insert into sync.event (calendar_id, event_id, etag, resource, recurring, full_sync_gen)
        select calendar_id, 'planted', '"1"', json '{"id":"planted","etag":"\\"1\\""}', false, 1
          from sync.event where event_id = ?
        """,
        events.get(5).getId());
    JsonNode report = audit(ada);

    assertThat(report.get("outcome").asString()).isEqualTo("DIFFERENT");
    assertThat(report.at("/missing/ids/0").asString()).isEqualTo(events.get(3).getId());
    assertThat(report.at("/stale/ids/0").asString()).isEqualTo(events.get(60).getId());
    assertThat(report.at("/extra/ids/0").asString()).isEqualTo("planted");
    assertThat(List.of("missing", "stale", "extra"))
        .allSatisfy(kind -> assertThat(report.at("/" + kind + "/count").asInt()).isEqualTo(1));
    assertThat(meters.get("calsync.audit.missing").gauge().value()).isPositive();
    awaitMirrorEqualsGoogle(ada);
    assertThat(audit(ada).get("outcome").asString()).isEqualTo("CLEAN");
    assertThat(meters.get("calsync.audit.missing").gauge().value()).isZero();
    assertThat(meters.get("calsync.audit.stale").gauge().value()).isZero();
  }

  @Test
  void anAuditDoesNotTakeChangesUnderWayForDifferences() throws Exception {
    google.calendar(ada.googleCalendar());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      events.add(google.inserts(ada.googleCalendar(), "Event " + i));
    }
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    google.inserts(ada.googleCalendar(), "Not heard of yet");
    google.renames(ada.googleCalendar(), events.get(1), "Nor of this");
    google.deletes(ada.googleCalendar(), events.get(2));
    var report = CompletableFuture.supplyAsync(() -> audit(ada));
    for (int i = 10; !report.isDone() && i < 60; i++) {
      google.renames(ada.googleCalendar(), events.get(i), "Changed meanwhile");
      google.deletes(ada.googleCalendar(), events.get(i));
      google.inserts(ada.googleCalendar(), "New meanwhile");
    }

    assertThat(report.get().get("outcome").asString()).isEqualTo("CLEAN");
  }

  @Test
  void anAuditWhoseTokenIsRefusedIsUnfinishedAndTheNextOneHasAnother() throws Exception {
    google.calendar(ada.googleCalendar());
    google.inserts(ada.googleCalendar(), "Lunch");
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    long asked = channelManager.requestsFor(ada.account().toString());
    google.fault(
        "{\"calendarId\":\"%s\",\"match\":\"events.list\",\"status\":401,\"times\":1}"
            .formatted(ada.googleCalendar()));

    assertThat(audit(ada).get("outcome").asString()).isEqualTo("UNFINISHED");
    assertThat(isAudited(ada)).isFalse();
    assertThat(channelManager.requestsFor(ada.account().toString())).isEqualTo(asked + 1);
    assertThat(audit(ada).get("outcome").asString()).isEqualTo("CLEAN");
    assertThat(isAudited(ada)).isTrue();
  }

  /** No push comes any more that would have it read, and its next poll is hours away. */
  @Test
  void anAuditThatGoogleRefusesIsFollowedByATurnThatFindsThatOutToo() throws Exception {
    google.calendar(ada.googleCalendar());
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    google.fault(
        "{\"calendarId\":\"%s\",\"match\":\"events.list\",\"status\":404,\"times\":0}"
            .formatted(ada.googleCalendar()));

    assertThat(audit(ada).get("outcome").asString()).isEqualTo("UNFINISHED");
    await().until(() -> hasFailed(ada));
  }

  /** Its mirror is emptied, which makes all of its events look as if they were missing. */
  @Test
  void aCalendarThatIsRemovedWhileItIsAuditedIsNotFoundToMissAnything() throws Exception {
    google.calendar(ada.googleCalendar());
    Event lunch = google.inserts(ada.googleCalendar(), "Lunch");
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    plant("delete from sync.event where event_id = ?", lunch.getId());
    Instant before = lastSynced(ada);
    // The audit's first list, that of the turn between, and the audit's second.
    google.fault(
        """
        {"calendarId":"%s","match":"events.list","status":0,"delayMillis":8000,"skip":2,"times":1}
        """
            .formatted(ada.googleCalendar()));
    var report = CompletableFuture.supplyAsync(() -> audit(ada));
    await().until(() -> lastSynced(ada).isAfter(before));
    jdbc.sql("update sync.calendar_sync set removed = true where calendar_id = ?")
        .param(ada.calendar().value())
        .update();
    jdbc.sql("delete from sync.event where calendar_id = ?").param(ada.calendar().value()).update();

    assertThat(report.get().get("outcome").asString()).isEqualTo("UNFINISHED");
  }

  @Test
  void onlyWhatIsInSyncIsAudited() {
    assertThat(audit(new Owned()).get("outcome").asString()).isEqualTo("UNFINISHED");
    assertThat(post("not-an-id").statusCode()).isEqualTo(400);
  }

  private JsonNode audit(Owned owned) {
    HttpResponse<String> response = post(owned.calendar().toString());
    assertThat(response.statusCode()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private HttpResponse<String> post(String calendar) {
    try {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://localhost:%d/actuator/audit/%s".formatted(port, calendar)))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it waits behind those calendars that were not audited for longer. */
  private boolean isAudited(Owned owned) {
    return has(owned, "audited_at");
  }

  private boolean hasFailed(Owned owned) {
    return has(owned, "last_error");
  }

  private boolean has(Owned owned, String column) {
    return jdbc.sql(
            "select %s is not null from sync.calendar_sync where calendar_id = ?".formatted(column))
        .param(owned.calendar().value())
        .query(Boolean.class)
        .single();
  }

  private Instant lastSynced(Owned owned) {
    return jdbc.sql("select last_synced_at from sync.calendar_sync where calendar_id = ?")
        .param(owned.calendar().value())
        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }

  private void plant(String sql, String eventId) {
    assertThat(jdbc.sql(sql).param(eventId).update()).isEqualTo(1);
  }
}
