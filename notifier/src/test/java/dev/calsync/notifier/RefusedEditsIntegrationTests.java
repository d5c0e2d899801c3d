package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that are refused, and why. */
class RefusedEditsIntegrationTests extends Editing {
  @Test
  void withoutAVersionNothingIsChanged() {
    String body = "{\"event\":{\"summary\":\"x\"}}";
    assertThat(api.write("PATCH", ada, events + "/single", body).status()).isEqualTo(428);
    assertThat(api.write("DELETE", ada, events + "/single", "").status()).isEqualTo(428);
    assertThat(api.write("PATCH", ada, events + "/single", body, "If-Match", "*").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | event",
        "{\"event\":{}} | start",
        "{\"event\":{\"id\":\"x\"}} | start",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-01\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"dateTime\":\"2026-03-02T10:00:00Z\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"x\"},\"end\":{\"date\":\"2026-03-01\"}}} | start",
        "{\"commandId\":\"1\",\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-02\"}}} | commandId",
        "{\"sendUpdates\":\"everyone\",\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-02\"}}} | sendUpdates",
      })
  void newEventThatCannotBeIsNamed(String body, String field) {
    Answer answer = api.write("POST", ada, events, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("parameter").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "organizer",
    "creator",
    "id",
    "etag",
    "iCalUID",
    "htmlLink",
    "recurringEventId",
    "kind",
    "foo"
  })
  void whatIsNotAClientsToSetIsRefused(String field) {
    Answer answer =
        api.write(
            "PATCH",
            ada,
            events + "/single",
            "{\"event\":{\"" + field + "\":\"x\"}}",
            "If-Match",
            "\"1\"");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("parameter").asString()).isEqualTo(field);
  }

  @Test
  void bodyThatIsNoJsonIsRefused() {
    assertThat(api.write("POST", ada, events, "{").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "[]").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "{\"event\":\"x\"}").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "x".repeat(100_000)).status()).isEqualTo(413);
  }

  /** As JSON writes them: a NUL, and halves of surrogate pairs. */
  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud83d", "x\\udca9"})
  void textThatNobodyCanKeepIsRefusedWhereverItStands(String text) {
    holdsSeries();
    for (String event :
        List.of(
            "{'summary':'%s'}",
            "{'attendees':[{'email':'%s'}]}",
            "{'extendedProperties':{'private':{'%s':'x'}}}",
            "{'recurrence':['RRULE:FREQ=DAILY%s']}",
            "{'start':{'dateTime':'2026-03-03T12:00:00Z','timeZone':'%s'}}",
            "{'%s':'x'}")) {
      assertThat(patches("series", json(event, text)).status()).as(event).isEqualTo(400);
    }
    for (String request :
        List.of(
            "/response {'response':'accepted','comment':'%s'}",
            "/response {'response':'%s'}",
            "/response {'response':'accepted','commandId':'%s'}",
            "/move {'destination':'%s'}",
            "/move {'sendUpdates':'%s'}",
            "/join {'recurrence':['%s'],'following':{'id':'single','etag':'1'}}",
            "/join {'recurrence':['RRULE:FREQ=DAILY'],'following':{'id':'single','etag':'%s'}}",
            "/join {'recurrence':['RRULE:FREQ=DAILY'],'following':{'id':'%s','etag':'1'}}")) {
      String[] parts = request.split(" ", 2);
      Answer answer =
          api.write(
              "POST", ada, events + "/series" + parts[0], json(parts[1], text), "If-Match", "1");
      assertThat(answer.status()).as(request).isIn(400, 404);
    }
  }

  private static String json(String format, String text) {
    return format.replace('\'', '"').formatted(text);
  }

  @Test
  void accountThatGrantedReadingOnlyTakesNoEdit() {
    jdbc.sql("update channel.account set scopes = ? where account_id = ?")
        .params("https://www.googleapis.com/auth/calendar.events.readonly", ada.account())
        .update();
    assertThat(api.get(ada, "/api/calendars").json().at("/calendars/0/writable").asBoolean(true))
        .isFalse();
    Answer refused = api.write("POST", ada, events, LUNCH.formatted(UUID.randomUUID()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("readOnlyBecause").asString()).isEqualTo("calendar");
  }

  @Test
  void readOnlyCalendarAndForeignEventSayNoBeforehand() {
    CalendarId holidays = world.calendar(ada, "reader");
    Answer refused =
        api.write(
            "POST",
            ada,
            "/api/calendars/" + holidays + "/events",
            LUNCH.formatted(UUID.randomUUID()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asString()).contains("read-only");
    world.holds(work, Map.of("id", "guest", "organizer", Map.of("email", "x@example.com")));
    assertThat(
            api.write(
                    "PATCH",
                    ada,
                    events + "/guest",
                    "{\"event\":{\"summary\":\"x\"}}",
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(403);
    assertThat(
            api.write(
                    "PATCH",
                    ada,
                    events + "/guest",
                    "{\"event\":{\"attendees\":[]}}",
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(202);
  }

  @Test
  void accountThatHasToBeConnectedAgainTakesNoEdits() {
    jdbc.sql("update channel.account set state = 'NEEDS_REAUTHORIZATION' where account_id = ?")
        .param(ada.account())
        .update();
    Answer refused = api.write("POST", ada, events, LUNCH.formatted(UUID.randomUUID()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asString()).contains("connected again");
  }

  /** It moved meanwhile; a single event never had any. */
  @Test
  void instanceThatItsSeriesHasNoLongerIsToldFromAnEventThatIsNot() {
    holdsSeries();
    assertThat(patches("series_20260303T090000Z", "{\"summary\":\"x\"}").status()).isEqualTo(202);
    Answer moved = patches("series_20260303T110000Z?scope=following", "{\"summary\":\"x\"}");
    assertThat(moved.status()).isEqualTo(409);
    assertThat(moved.json().path("type").asString()).isEqualTo("urn:calsync:series-changed");
    assertThat(patches("single_20260303T110000Z", "{\"summary\":\"x\"}").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    assertThat(patches("nothing", "{\"summary\":\"x\"}").status()).isEqualTo(404);
    assertThat(deletes("nothing").status()).isEqualTo(404);
  }

  /** What a form of another site can send, were it to know the token. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void bodyThatIsNotCalledJsonIsRefusedWhateverIsInIt(String type) {
    String body = LUNCH.formatted(UUID.randomUUID());
    List<Answer> answers =
        Stream.of("", "/single/move", "/single/join", "/single/response")
            .map(path -> api.write("POST", ada, events + path, body, "Content-Type", type))
            .toList();
    assertThat(answers).extracting(Answer::status).containsOnly(415);
    assertThat(api.write("PATCH", ada, events + "/single", body, "Content-Type", type).status())
        .isEqualTo(415);
  }

  @Test
  void editWithoutTheTokenOrASessionIsRefused() {
    String body = LUNCH.formatted(UUID.randomUUID());
    assertThat(api.forge("POST", ada, events, body).status()).isEqualTo(403);
    assertThat(api.forge("DELETE", ada, events + "/single", "").status()).isEqualTo(403);
    assertThat(api.write("POST", null, events, body).status()).isEqualTo(401);
    assertThat(api.write("POST", ada, events, body, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
  }
}
