package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Edits that are taken, what becomes of them in Kafka, and of which events. */
class EditsIntegrationTests extends Editing {
  @Autowired private MeterRegistry meters;

  @Test
  void newEventIsOnItsWay() {
    String id = UUID.randomUUID().toString();
    Answer answer = api.write("POST", ada, events, LUNCH.formatted(id));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("commandId").asString()).isEqualTo(id);
    assertThat(sent(id))
        .isInstanceOfSatisfying(
            CreateEvent.class,
            command -> {
              assertThat(command.userId()).isEqualTo(ada.user());
              assertThat(command.calendarId()).isEqualTo(work);
              assertThat(command.sendUpdates()).isEqualTo("all");
              assertThat(command.event().text("summary")).isEqualTo("Lunch");
            });
  }

  @Test
  @KnownBug(Complaint.GUESTS_ARE_MAILED)
  void changeNamesTheVersionItIsAbout() {
    Answer answer =
        api.write(
            "PATCH",
            ada,
            events + "/single",
            "{\"event\":{\"summary\":\"x\"}}",
            "If-Match",
            "\"1\"");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            UpdateEvent.class,
            command -> {
              assertThat(command.ifMatch()).isEqualTo("\"1\"");
              assertThat(command.sendUpdates()).isEqualTo("none");
              assertThat(command.scope()).isNull();
            });
  }

  @ParameterizedTest
  @CsvSource({"POST, ''", "PATCH, /single"})
  void timeByTheClockOfAZoneIsPutOnItsWayAsAMoment(String method, String path) {
    String body =
        """
        {"event": {"start": {"dateTime": "2026-03-01T10:00:00", "timeZone": "America/New_York"},
                   "end": {"dateTime": "2026-03-01T16:00Z"}}}
        """;
    Command command = sent(api.write(method, ada, events + path, body, "If-Match", "\"1\""));
    JsonNode event = JsonMapper.shared().valueToTree(command).path("event");
    assertThat(event.at("/start/dateTime").asString()).isEqualTo("2026-03-01T10:00:00-05:00");
    assertThat(event.at("/start/timeZone").asString()).isEqualTo("America/New_York");
    assertThat(event.at("/end/dateTime").asString()).isEqualTo("2026-03-01T16:00:00Z");
  }

  @Test
  void instanceOfASeriesCanBeMeantAlone() {
    holdsSeries();
    Answer answer = deletes("series_20260305T090000Z?scope=this&sendUpdates=externalOnly");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            DeleteEvent.class,
            command -> {
              assertThat(command.scope()).isEqualTo(Scope.THIS);
              assertThat(command.sendUpdates()).isEqualTo("externalOnly");
              assertThat(command.eventId().value()).isEqualTo("series_20260305T090000Z");
            });
  }

  @Test
  void seriesCanBeMeantAsAWhole() {
    holdsSeries();
    Answer answer = deletes("series?scope=all");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            DeleteEvent.class, command -> assertThat(command.scope()).isEqualTo(Scope.ALL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"series?scope=this", "series?scope=following", "single?scope=following"})
  void partOfASeriesThatTheIdDoesNotNameIsRefused(String target) {
    holdsSeries();
    Answer changed =
        api.write(
            "PATCH",
            ada,
            events + "/" + target,
            "{\"event\":{\"summary\":\"x\"}}",
            "If-Match",
            "\"1\"");
    for (Answer refused : List.of(deletes(target), changed)) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("type").asString()).isEqualTo("urn:calsync:unsupported-scope");
      assertThat(refused.json().path("detail").asString()).startsWith("scope=");
    }
  }

  @Test
  void outcomeOfACommandIsItsAuthorsToRead() {
    UUID id = UUID.randomUUID();
    ends(id, "REJECTED");
    assertThat(api.get(ada, "/api/commands/" + id).json().path("status").asString())
        .isEqualTo("REJECTED");
    assertThat(api.get(world.person(), "/api/commands/" + id).status()).isEqualTo(404);
  }

  /** The answer was lost; what was edited has gone or become another version since. */
  @ParameterizedTest
  @CsvSource({
    "PATCH, /gone",
    "PATCH, /series_20260305T110000Z?scope=following",
    "DELETE, /gone?commandId=%s",
    "DELETE, /series_20260305T110000Z?scope=all&commandId=%s",
    "POST, /gone/move",
    "POST, /gone/join",
    "POST, /gone/response",
  })
  void editThatWasDoneIsNotRefusedWhenItIsAskedForAgain(String method, String path) {
    holdsSeries();
    UUID id = UUID.randomUUID();
    assertThat(asks(ada, work, method, path, id).status()).isIn(404, 409);
    ends(id, "APPLIED");
    double before = accepted();
    Answer again = asks(ada, work, method, path, id);
    assertThat(again.status()).as(again.response().body()).isEqualTo(202);
    assertThat(again.json().path("commandId").asString()).isEqualTo(id.toString());
    assertThat(accepted()).isEqualTo(before);

    Person grace = world.person();
    CalendarId hers = world.calendar(grace, "owner");
    assertThat(asks(grace, hers, method, path, id).status()).isEqualTo(404);
  }

  private Answer asks(Person author, CalendarId calendar, String method, String path, UUID id) {
    return api.write(
        method,
        author,
        "/api/calendars/" + calendar + "/events" + path.formatted(id),
        "{\"commandId\":\"" + id + "\"}",
        "If-Match",
        "\"1\"");
  }

  /** As sync-worker notes it. */
  private void ends(UUID id, String status) {
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status)
            values (?, ?, ?, '{}', ?)
            """)
        .params(id, work.value(), ada.user().value(), status)
        .update();
  }

  private double accepted() {
    return meters.counter("calsync.commands", "outcome", "accepted").count();
  }
}
