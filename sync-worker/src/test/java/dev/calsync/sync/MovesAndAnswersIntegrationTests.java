package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import dev.calsync.model.Command;
import dev.calsync.model.EventId;
import dev.calsync.model.Lifecycle;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events that change their calendar, and invitations that are answered. */
class MovesAndAnswersIntegrationTests extends EditTrials {
  @Test
  void whatIsMovedIsGoneHereAndReadThere() throws Exception {
    Event series = insertsStandUp();
    google.renames(
        googleCalendar, new Event().setId(series.getId() + "_20261202T090000Z"), "Early");
    connectBoth();
    Command move = moves(series, other);

    assertThat(decide(move)).isEqualTo("APPLIED");
    assertThat(mirror()).isEmpty();
    await().untilAsserted(() -> assertThat(mirror(other)).isEqualTo(google.holds(otherAtGoogle)));
    assertThat(mirror(other)).hasSize(2);
    assertThat(toldBy(move))
        .containsExactlyInAnyOrder(
            "calsync.event.deleted.v1 write " + series.getId(),
            "calsync.event.deleted.v1 write " + series.getId() + "_20261202T090000Z",
            "calsync.command.applied.v1 write");
    assertThatTheEchoTellsNothing();
  }

  @Test
  void whatSomebodyElseChangedIsNotMoved() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    google.renames(googleCalendar, lunch, "Somebody else was here");
    Command move = moves(lunch, other);

    assertThat(decide(move)).isEqualTo("REJECTED");
    assertThat(reason(move)).isEqualTo("conflict");
    assertThat(google.holds(googleCalendar)).containsKey(lunch.getId());
    assertThat(google.holds(otherAtGoogle)).isEmpty();
  }

  @Test
  void nothingIsMovedToACalendarOfAnotherAccount() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    jdbc.sql("update sync.calendar_sync set account_id = ? where calendar_id = ?")
        .params(UUID.randomUUID(), other.value())
        .update();
    Command move = moves(lunch, other);

    assertThat(decide(move)).isEqualTo("REJECTED");
    assertThat(reason(move)).isEqualTo("destinationNotFound");
    assertThat(google.holds(googleCalendar)).containsKey(lunch.getId());
  }

  @Test
  void aGuestAnswersOneInstanceOrAllOfASeriesAndTheOrganizerHearsOfIt() throws Exception {
    String guest = aGuest();
    Event series = invites(standUp(), guest, "else@example.org");
    connectAs(guest);
    String second = series.getId() + "_20261202T090000Z";
    Command once = answers(second, etag(series.getId()), "declined", "on holiday");
    Command always = answers(series.getId(), etag(series.getId()), "accepted", null);

    assertThat(decide(once)).isEqualTo("APPLIED");
    assertThat(decide(always)).isEqualTo("APPLIED");
    assertThat(heardOf(guest, second)).isEqualTo("declined on holiday");
    assertThat(heardOf(guest, series.getId())).isEqualTo("accepted null");
    assertThat(atGoogle(series.getId()).getAttendees()).hasSize(2);
  }

  @Test
  void anAnswerToWhatTheOrganizerChangedMeanwhileIsRejectedWithWhatItIsNow() throws Exception {
    String guest = aGuest();
    Event meeting = invites(standUp().setRecurrence(null), guest);
    connectAs(guest);
    String seen = etag(meeting.getId());
    google.renames(googleCalendar, meeting, "Another meeting");
    Command answer = answers(meeting.getId(), seen, "accepted", null);

    assertThat(decide(answer)).isEqualTo("REJECTED");
    assertThat(reason(answer)).isEqualTo("conflict");
    assertThat(heardOf(guest, meeting.getId())).isEqualTo("needsAction null");
  }

  @Test
  void anAnswerThatIsThereByTheTimeItsCallIsRefusedWasGiven() throws Exception {
    String guest = aGuest();
    Event meeting = invites(standUp().setRecurrence(null), guest);
    connectAs(guest);
    Command answer = answers(meeting.getId(), etag(meeting.getId()), "accepted", null);
    EventAttendee accepted = new EventAttendee().setEmail(guest).setResponseStatus("accepted");
    var before = new Event().setAttendees(List.of(accepted));
    whileGoogleThinks(
        "events.patch",
        guest,
        answer,
        () -> google.client().events().patch(googleCalendar, meeting.getId(), before).execute());
    awaitDecided(answer);

    assertThat(status(answer)).isEqualTo("APPLIED");
  }

  @Test
  void whoIsNotInvitedCannotAnswer() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    awaitRest();
    Command answer = answers(lunch.getId(), lunch.getEtag(), "accepted", null);

    assertThat(decide(answer)).isEqualTo("REJECTED");
    assertThat(reason(answer)).isEqualTo("notInvited");
  }

  /** Somebody with a Google account, whom no other test knows. */
  private String aGuest() throws Exception {
    String guest = "guest-" + other.toString().substring(0, 8) + "@example.com";
    google.control("/control/users", "{\"email\":\"%s\",\"name\":\"Grace\"}".formatted(guest));
    return guest;
  }

  private Event invites(Event event, String... emails) throws Exception {
    List<EventAttendee> guests =
        Stream.of(emails).map(email -> new EventAttendee().setEmail(email)).toList();
    return google.client().events().insert(googleCalendar, event.setAttendees(guests)).execute();
  }

  /** This test's calendar is the guest's own; what is organized lies in Ada's. */
  private void connectAs(String guest) throws Exception {
    channelManager.grant(account.toString(), () -> google.accessToken(guest));
    lifecycle(
        new Lifecycle.CalendarAdded(
            account,
            user,
            ++version,
            Instant.now(),
            calendar,
            guest,
            Instant.now().plusSeconds(9_999)));
    await().until(() -> column("sync_token") != null);
    awaitRest();
  }

  private String etag(String event) {
    return String.valueOf(mirror().get(event));
  }

  private String heardOf(String guest, String event) throws Exception {
    EventAttendee entry =
        atGoogle(event).getAttendees().stream()
            .filter(attendee -> attendee.getEmail().equals(guest))
            .findFirst()
            .orElseThrow();
    return entry.getResponseStatus() + " " + entry.getComment();
  }

  private Command answers(String event, String version, String response, @Nullable String comment) {
    return new Command.RespondToInvitation(
        id(), calendar, user, "none", new EventId(event), version, response, comment);
  }
}
