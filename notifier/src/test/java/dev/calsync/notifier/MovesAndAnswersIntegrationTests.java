package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command.MoveEvent;
import dev.calsync.model.Command.RespondToInvitation;
import dev.calsync.notifier.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves to another calendar and answers to invitations: taken, or refused and why. */
class MovesAndAnswersIntegrationTests extends Editing {
  private static final String FOURTH = "series_20260305T090000Z";

  @Test
  void eventIsMovedToAnotherCalendarOfItsAccount() {
    CalendarId home = world.calendar(ada, "owner");
    assertThat(sent(moves("single", home)))
        .isInstanceOfSatisfying(
            MoveEvent.class,
            move -> {
              assertThat(move.calendarId()).isEqualTo(work);
              assertThat(move.destination()).isEqualTo(home);
              assertThat(move.ifMatch()).isEqualTo("\"1\"");
            });
  }

  @Test
  void whereAnEventCannotBeMovedIsSaid() {
    holdsSeries();
    CalendarId home = world.calendar(ada, "owner");
    World.Person grace = world.person();
    assertThat(moves("single", world.calendar(grace, "owner")).status()).isEqualTo(404);
    assertThat(moves("single", world.calendar(ada, "reader")).status()).isEqualTo(403);
    assertThat(moves("single", work).status()).isEqualTo(400);
    assertThat(moves("nothing", home).status()).isEqualTo(404);
    assertThat(moves(FOURTH, home).json().path("detail").asString()).contains("move its series");
    assertThat(moves("single", otherAccountsCalendar()).json().path("detail").asString())
        .contains("another account");
    assertThat(
            api.write(
                    "POST",
                    ada,
                    events + "/single/move",
                    "{\"destination\":\"x\"}",
                    "If-Match",
                    "\"1\"")
                .json()
                .path("parameter")
                .asString())
        .isEqualTo("destination");
    assertThat(
            api.write("POST", ada, events + "/single/move", "{\"destination\":\"" + home + "\"}")
                .status())
        .isEqualTo(428);
  }

  @Test
  void invitationIsAnsweredForOneInstanceOrForAll() {
    holdsInvitation();
    assertThat(sent(answers("invited_20260305T090000Z", "\"declined\"")))
        .isInstanceOfSatisfying(
            RespondToInvitation.class,
            answer -> {
              assertThat(answer.eventId().value()).isEqualTo("invited_20260305T090000Z");
              assertThat(answer.response()).isEqualTo("declined");
              assertThat(answer.comment()).isEqualTo("on holiday");
              assertThat(answer.sendUpdates()).isEqualTo("all");
            });
    assertThat(sent(answers("invited_20260305T090000Z", "\"accepted\"", "?scope=all")))
        .isInstanceOfSatisfying(
            RespondToInvitation.class,
            answer -> assertThat(answer.eventId().value()).isEqualTo("invited"));
  }

  @ParameterizedTest
  @CsvSource({
    "invited, \"perhaps\", '', 400",
    "invited, null, '', 400",
    "invited_20260305T090000Z, \"accepted\", ?scope=following, 400",
    "single, \"accepted\", '', 400",
    "nothing, \"accepted\", '', 404",
  })
  void answerThatCannotBeIsRefused(String event, String response, String query, int status) {
    holdsInvitation();
    assertThat(answers(event, response, query).status()).isEqualTo(status);
  }

  private void holdsInvitation() {
    world.holds(
        work,
        Map.of(
            "id", "invited",
            "organizer", Map.of("email", "x@example.com"),
            "attendees",
                List.of(
                    Map.of("email", "ada@example.com", "self", true),
                    Map.of("email", "x@example.com", "responseStatus", "accepted")),
            "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
            "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
  }

  private CalendarId otherAccountsCalendar() {
    CalendarId calendar = world.calendar(ada, "owner");
    UUID account = UUID.randomUUID();
    jdbc.sql(
            """
            insert into channel.account (account_id, user_id, google_sub, email, name, scopes)
            values (?, ?, ?, ?, 'Ada', 'https://www.googleapis.com/auth/calendar.events')
            """)
        .params(account, ada.user().value(), account.toString(), account + "@example.com")
        .update();
    jdbc.sql("update channel.calendar set account_id = ? where calendar_id = ?")
        .params(account, calendar.value())
        .update();
    return calendar;
  }

  private Answer moves(String event, CalendarId destination) {
    return api.write(
        "POST",
        ada,
        events + "/" + event + "/move",
        "{\"destination\":\"" + destination + "\"}",
        "If-Match",
        "\"1\"");
  }

  private Answer answers(String event, String response) {
    return answers(event, response, "");
  }

  private Answer answers(String event, String response, String query) {
    return api.write(
        "POST",
        ada,
        events + "/" + event + "/response" + query,
        "{\"response\":%s,\"comment\":\"on holiday\",\"sendUpdates\":\"all\"}".formatted(response),
        "If-Match",
        "\"1\"");
  }
}
