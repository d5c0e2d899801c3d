package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that are taken, what becomes of them in Kafka, and of which events. */
class EditsIntegrationTests extends Editing {
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
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status, reason)
            values (?, ?, ?, '{}', 'REJECTED', 'changed meanwhile')
            """)
        .params(id, work.value(), ada.user().value())
        .update();
    assertThat(api.get(ada, "/api/commands/" + id).json().path("status").asString())
        .isEqualTo("REJECTED");
    assertThat(api.get(world.person(), "/api/commands/" + id).status()).isEqualTo(404);
  }
}
