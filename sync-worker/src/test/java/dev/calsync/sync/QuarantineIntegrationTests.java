package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.TestInfrastructure;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Events that cannot be kept, and the calendars they are in. */
class QuarantineIntegrationTests extends WorkerInstallation {
  private static final String LARGE = "x".repeat(20_000);

  @Test
  void poisonedEventsAreSetAsideWithTheirReasonWhileTheCalendarGoesOn() throws Exception {
    List<String> ids =
        insertsAll(
            event("Good", ""),
            event("nul \\u0000", ""),
            event("Large", LARGE),
            event("Also good", ""));
    connect();

    assertThat(mirror()).containsOnlyKeys(ids.get(0), ids.get(3));
    assertThat(quarantine())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(ids.get(1), "UNSTORABLE", ids.get(2), "TOO_LARGE"));
    assertThat(typesOf(ids.get(1))).isEmpty();

    google
        .client()
        .events()
        .patch(googleCalendar, ids.get(2), new Event().setDescription("short"))
        .execute();
    google.client().events().delete(googleCalendar, ids.get(1)).execute();
    push();

    await().untilAsserted(() -> assertThat(quarantine()).isEmpty());
    assertThat(mirror()).containsOnlyKeys(ids.get(0), ids.get(2), ids.get(3));
    await()
        .untilAsserted(
            () -> assertThat(typesOf(ids.get(2))).containsExactly("calsync.event.created.v1"));
    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
  }

  @Test
  void anEventThatTurnsToPoisonStaysAsItWasEvenThroughAFullSync() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    google
        .client()
        .events()
        .patch(googleCalendar, lunch.getId(), new Event().setDescription(LARGE))
        .execute();
    push();
    await().untilAsserted(() -> assertThat(quarantine()).containsOnlyKeys(lunch.getId()));
    google.control("/control/calendars/" + googleCalendar + "/expire-sync-tokens", null);
    push();
    await().untilAsserted(() -> assertThat(column("full_sync_gen")).isEqualTo(2L));
    await().untilAsserted(() -> assertThat(column("sync_token")).isNotNull());

    assertThat(mirror()).containsEntry(lunch.getId(), lunch.getEtag());
    assertThat(quarantine()).containsOnlyKeys(lunch.getId());
    google.deletes(googleCalendar, lunch);
    push();
    await().untilAsserted(() -> assertThat(quarantine()).isEmpty());
    await()
        .untilAsserted(() ->
            assertThat(typesOf(lunch.getId()))
                .containsExactly("calsync.event.created.v1", "calsync.event.deleted.v1"));
  }

  @Test
  void aPoisonedEventThatAFullSyncDoesNotNameAnyMoreIsForgotten() throws Exception {
    String large = insertsAll(event("Large", LARGE)).getFirst();
    connect();
    jdbc.sql("update sync.quarantine set item_key = 'another' where calendar_id = ?")
        .param(calendar.value())
        .update();
    google.control("/control/calendars/" + googleCalendar + "/expire-sync-tokens", null);
    push();

    await().untilAsserted(() -> assertThat(quarantine()).containsOnlyKeys(large));
    removeCalendar();
    await().untilAsserted(() -> assertThat(quarantine()).isEmpty());
  }

  @Test
  void anEventThatTheDatabaseRefusesIsFoundAmongManyAndSetAside() throws Exception {
    jdbc.sql(
            """
            alter table sync.event add constraint refused check (
              resource ->> 'summary' is distinct from 'Refused' or calendar_id <> '%s')
            """
                .formatted(calendar))
        .update();
    try {
      for (int i = 0; i < 60; i++) {
        google.inserts(googleCalendar, i == 33 ? "Refused" : "Event " + i);
      }
      connect();
      assertThat(mirror()).hasSize(59);
      assertThat(quarantine().values()).containsExactly("REFUSED_BY_DATABASE");
    } finally {
      jdbc.sql("alter table sync.event drop constraint refused").update();
    }
  }

  @Test
  void aChangeLargerThanKafkaTakesIsLeftOutAndTheNextOnesGoOn() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    connect();
    largestRecord("3000");
    try {
      String noise =
          new Random(1)
              .ints(12_000, 'a', 'z')
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String large = insertsAll(event("Large", noise)).getFirst();
      push();
      await().untilAsserted(() -> assertThat(mirror()).containsKey(large));
      Event next = google.inserts(googleCalendar, "Next");
      push();
      await()
          .untilAsserted(
              () -> assertThat(typesOf(next.getId())).containsExactly("calsync.event.created.v1"));

      List<String> seqs =
          changes(calendar).stream()
              .map(change -> Topic.header(change, CloudEventHeaders.SEQ))
              .toList();
      assertThat(seqs).containsExactly("1", "2", "3", "5"); // 4 is a gap, and in the log.
      assertThat(
              jdbc.sql("select event_id from sync.change_log where calendar_id = ? and seq = 4")
                  .param(calendar.value())
                  .query(String.class)
                  .single())
          .isEqualTo(large);
    } finally {
      largestRecord("1048588");
    }
  }

  @Test
  void anOperatorSeesWhatIsInQuarantineAndWhatItSaysForOneCalendarOnly() throws Exception {
    String large = insertsAll(event("Large", LARGE)).getFirst();
    connect();

    var all = actuator("quarantine");
    assertThat(all.path("count").asInt()).isPositive();
    assertThat(all.path("events").valueStream())
        .anySatisfy(entry -> {
          assertThat(entry.path("eventId").asString()).isEqualTo(large);
          assertThat(entry.path("reason").asString()).isEqualTo("TOO_LARGE");
          assertThat(entry.hasNonNull("excerpt")).isFalse();
        });
    var one = actuator("quarantine/" + calendar);
    assertThat(one.path("count").asInt()).isEqualTo(1);
    assertThat(one.at("/events/0/excerpt").asString()).contains(large);
    assertThat(actuator("quarantine/nonsense").path("status").asInt()).isEqualTo(400);
  }

  @Test
  void whatAPredecessorOwedTheStateTopicIsTold() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    await().untilAsserted(() -> assertThat(column("lease_owner")).isNull());
    jdbc.sql(
            "update sync.event set resource = jsonb_set(resource::jsonb, '{etag}', '\"\\\"2\\\"\"'), etag = '\"2\"' where calendar_id = ?")
        .param(calendar.value())
        .update();
    jdbc.sql("insert into sync.state_owed (calendar_id, event_id) values (?, ?)")
        .params(calendar.value(), lunch.getId())
        .update();
    push();

    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql("select count(*) from sync.state_owed where calendar_id = ?")
                        .param(calendar.value())
                        .query(Long.class)
                        .single())
                .isZero());
  }

  private static void largestRecord(String bytes) throws ExecutionException, InterruptedException {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", TestInfrastructure.bootstrapServers()))) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CHANGES);
      var set =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    }
  }
}
