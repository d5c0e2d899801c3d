package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttachment;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Lifecycle;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every edit is done or its author is told why not, and nobody is told twice. */
class EditsIntegrationTests extends WorkerInstallation {
  @Test
  @KnownBug({Complaint.OWN_WRITES_COME_BACK, Complaint.ONE_WAY_OR_ONE_ACCOUNT})
  void anEditIsDoneOnceAndItsEchoAnnouncesNothing() throws Exception {
    connect();
    Command create = planning();
    command(create);
    command(create);
    awaitCommand(create.commandId(), "APPLIED");
    push();
    awaitMirror();

    String eventId = create.commandId().toString().replace("-", "");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(eventId);
    assertThat(typesOf(eventId))
        .containsExactly("calsync.event.created.v1", "calsync.command.applied.v1");
  }

  @Test
  void anEditOfAVersionThatIsNoLongerThereIsRejectedWithTheOneThatIs() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    awaitMirror();
    google.renames(googleCalendar, lunch, "Somebody else was here");
    Command update = update(lunch, Map.of("summary", "Mine"));
    command(update);
    awaitCommand(update.commandId(), "REJECTED");

    Event atGoogle = google.client().events().get(googleCalendar, lunch.getId()).execute();
    assertThat(atGoogle.getSummary()).isEqualTo("Somebody else was here");
    ConsumerRecord<String, String> told =
        changes(calendar).stream()
            .filter(change ->
                Topic.header(change, CloudEventHeaders.TYPE).equals("calsync.command.rejected.v1"))
            .findFirst()
            .orElseThrow();
    assertThat(told.value()).contains("\"reason\":\"conflict\"").contains("Somebody else was here");
  }

  @Test
  void aConferenceAndAttachmentsCanBeTakenAway() throws Exception {
    var additions =
        new Event()
            .setConferenceData(new ConferenceData().setConferenceId("abc"))
            .setAttachments(List.of(new EventAttachment().setFileUrl("https://example.com/a")));
    Event board =
        google
            .client()
            .events()
            .patch(googleCalendar, google.inserts(googleCalendar, "Board").getId(), additions)
            .setConferenceDataVersion(1)
            .setSupportsAttachments(true)
            .execute();
    connect();
    awaitMirror();
    Map<String, @Nullable Object> nothing = new HashMap<>();
    nothing.put("conferenceData", null);
    nothing.put("attachments", null);
    Command update = update(board, nothing);
    command(update);
    awaitCommand(update.commandId(), "APPLIED");

    Event bare = google.client().events().get(googleCalendar, board.getId()).execute();
    assertThat(bare.getConferenceData()).isNull();
    assertThat(bare.getAttachments()).isNull();
  }

  @Test
  void anEditThatGoogleFailsAtFirstIsDoneLaterAndTheCalendarIsReadMeanwhile() throws Exception {
    connect();
    Event lunch = google.inserts(googleCalendar, "Lunch");
    google.fault(
        "{\"match\":\"events.insert\",\"status\":500,\"reason\":\"backendError\",\"times\":2}");
    Command create = planning();
    command(create);
    await().untilAsserted(() -> assertThat(mirror()).containsKey(lunch.getId()));
    awaitCommand(create.commandId(), "PENDING"); // read before the edit was decided
    awaitCommand(create.commandId(), "APPLIED");

    assertThat(google.holds(googleCalendar)).hasSize(2);
  }

  @Test
  void anEditThatNobodyCouldDecideForHalfAnHourIsRejected() throws Exception {
    connect();
    Command create = planning();
    google.fault(
        "{\"match\":\"events.insert\",\"status\":500,\"reason\":\"backendError\",\"times\":1}");
    command(create, Duration.ofMinutes(31));

    awaitCommand(create.commandId(), "REJECTED");
    assertThat(google.holds(googleCalendar)).isEmpty();
  }

  @Test
  void anEditOfTheDayBeforeYesterdayIsRejectedUntried() throws Exception {
    connect();
    Command create = planning();
    command(create, Duration.ofHours(25));

    awaitCommand(create.commandId(), "REJECTED");
    assertThat(reasonTold()).isEqualTo("waitedTooLong");
    assertThat(google.holds(googleCalendar)).isEmpty();
  }

  @Test
  void anEditForWhichThereIsNoGrantIsRejectedWhetherItComesBeforeOrAfterTheGrantDies()
      throws Exception {
    connect();
    revoke();
    Command before = planning();
    command(before);
    awaitCommand(before.commandId(), "REJECTED");
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION"));
    assertThat(reasonTold()).isEqualTo("needsReauthorization");

    Command after = planning();
    command(after);
    awaitCommand(after.commandId(), "REJECTED");
    await().untilAsserted(() -> assertThat(column("lease_owner")).isNull());
    assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(google.holds(googleCalendar)).isEmpty();
  }

  @Test
  void anEditThatWaitsWhenTheChannelManagerSaysThatTheGrantIsDeadIsRejected() throws Exception {
    connect();
    channelManager.revoke(account.toString());
    Command create = planning();
    putInLine(create);
    lifecycle(
        new Lifecycle.AccountNeedsReauthorization(
            account, user, 100, Instant.now(), "invalid_grant"));

    awaitCommand(create.commandId(), "REJECTED");
  }

  /** Google notices first, at the next edit: the token for it was given just before. */
  private void revoke() {
    grant(
        account,
        () -> {
          channelManager.revoke(account.toString());
          return google.accessToken();
        });
    google.fault("{\"match\":\"events.insert\",\"status\":401,\"times\":1}");
  }

  private Command.CreateEvent planning() {
    return new Command.CreateEvent(
        new CommandId(UUID.randomUUID()), calendar, user, "none", draft("Planning"));
  }

  private Command update(Event event, Map<String, @Nullable Object> fields) {
    return new Command.UpdateEvent(
        new CommandId(UUID.randomUUID()),
        calendar,
        user,
        "none",
        new EventId(event.getId()),
        event.getEtag(),
        null,
        new EventResource(fields));
  }

  private static EventResource draft(String summary) {
    return new EventResource(
        Map.of(
            "summary", summary,
            "start", Map.of("dateTime", "2026-12-01T09:00:00Z"),
            "end", Map.of("dateTime", "2026-12-01T10:00:00Z")));
  }

  /** And nobody is woken. */
  private void putInLine(Command command) {
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command)
            values (?, ?, ?, ?::json)
            """)
        .params(
            command.commandId().value(),
            calendar.value(),
            user.value(),
            json.writeValueAsString(command))
        .update();
  }

  private void awaitCommand(CommandId command, String status) {
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql("select status from sync.command where command_id = ?")
                        .param(command.value())
                        .query(String.class)
                        .optional())
                .hasValue(status));
  }

  private void awaitMirror() throws Exception {
    Map<String, String> expected = google.holds(googleCalendar);
    await()
        .untilAsserted(() -> {
          assertThat(mirror()).isEqualTo(expected);
          assertThat(column("change_seq")).isEqualTo(column("published_seq"));
        });
  }

  /** Of the last edit that was rejected, why. */
  private String reasonTold() {
    return json.readTree(
            changes(calendar).stream()
                .filter(change ->
                    Topic.header(change, CloudEventHeaders.TYPE)
                        .equals("calsync.command.rejected.v1"))
                .toList()
                .getLast()
                .value())
        .get("reason")
        .asString();
  }
}
