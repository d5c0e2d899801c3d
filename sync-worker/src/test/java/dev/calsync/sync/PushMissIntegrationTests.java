package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Calendars that are said to be pushed and are not; and two accounts that see one calendar. */
class PushMissIntegrationTests extends WorkerInstallation {
  private static final String GRACE = "grace@example.com";

  @Autowired MeterRegistry meters;

  @Test
  @KnownBug(Complaint.WATCH_DIES_SILENTLY)
  void pushesThatWereMissedInARowAreToldAndTheCalendarIsPolled() throws Exception {
    connect();
    double before = meters.counter("calsync.push.misses").count();
    Event first = google.inserts(googleCalendar, "No push for this");
    await().untilAsserted(() -> assertThat(mirror()).containsKey(first.getId()));
    await().untilAsserted(() -> assertThat(column("push_misses")).isEqualTo(1));
    assertThat(column("watched_until")).isNotNull();
    Event second = google.inserts(googleCalendar, "Nor for this");

    await().untilAsserted(() -> assertThat(column("watched_until")).isNull());
    assertThat(column("push_misses")).isEqualTo(0);
    assertThat(told())
        .singleElement()
        .isInstanceOfSatisfying(
            Lifecycle.PushesMissed.class,
            missed -> {
              assertThat(missed.calendarId()).isEqualTo(calendar);
              assertThat(missed.missedSince().toEpochMilli())
                  .isEqualTo(second.getUpdated().getValue());
            });
    assertThat(meters.counter("calsync.push.misses").count()).isGreaterThanOrEqualTo(before + 2);
    assertThat(meters.counter("calsync.watched.polls").count()).isPositive();
  }

  @Test
  void aPushThatArrivesRestoresTheTrust() throws Exception {
    connect();
    Event first = google.inserts(googleCalendar, "No push for this");
    await().untilAsserted(() -> assertThat(column("push_misses")).isEqualTo(1));
    push();

    await().untilAsserted(() -> assertThat(column("push_misses")).isEqualTo(0));
    assertThat(mirror()).containsKey(first.getId());
    assertThat(told()).isEmpty();
  }

  @Test
  @KnownBug(Complaint.TOKEN_OF_ANOTHER)
  void twoAccountsThatSeeOneCalendarEachConvergeAndHearOfTheOthersEdit() throws Exception {
    google.writer(googleCalendar, GRACE);
    var gracesCalendar = new CalendarId(UUID.randomUUID());
    var gracesAccount = new AccountId(UUID.randomUUID());
    var grace = new UserId(UUID.randomUUID());
    grant(gracesAccount, () -> google.accessToken(GRACE));
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    connect(gracesCalendar, gracesAccount, grace);
    await().untilAsserted(() -> assertThat(mirror(gracesCalendar)).containsKey(lunch.getId()));

    var edit = create();
    command(edit);
    String made = edit.commandId().toString().replace("-", "");
    await().untilAsserted(() -> assertThat(mirror()).containsKey(made));
    push(gracesCalendar);
    await().untilAsserted(() -> assertThat(mirror(gracesCalendar)).containsKey(made));

    await().untilAsserted(() -> assertThat(origins(calendar, made)).containsOnly("write"));
    await()
        .untilAsserted(() ->
            assertThat(origins(gracesCalendar, made)).hasSize(1).first().isIn("push", "poll"));
    assertThat(mirror(gracesCalendar).keySet()).isEqualTo(mirror().keySet());
    assertThat(users(calendar)).containsOnly(user.toString());
    assertThat(users(gracesCalendar)).containsOnly(grace.toString());
  }

  private Command.CreateEvent create() {
    return new Command.CreateEvent(
        new CommandId(UUID.randomUUID()),
        calendar,
        user,
        "none",
        json.readValue(event("Planning", ""), EventResource.class));
  }

  private List<String> origins(CalendarId which, String event) {
    return changes(which).stream()
        .filter(change -> change.headers().lastHeader(CloudEventHeaders.SUBJECT) != null)
        .filter(change -> Topic.header(change, CloudEventHeaders.SUBJECT).equals(event))
        .map(change -> Topic.header(change, CloudEventHeaders.ORIGIN))
        .toList();
  }

  private List<String> users(CalendarId which) {
    return changes(which).stream()
        .map(change -> Topic.header(change, CloudEventHeaders.USER_ID))
        .toList();
  }

  /** What the worker told of this test's calendar. */
  private List<Lifecycle> told() {
    return Topic.read(Topics.LIFECYCLE, account.toString()::equals).stream()
        .map(message -> json.readValue(message.value(), Lifecycle.class))
        .filter(Lifecycle.PushesMissed.class::isInstance)
        .toList();
  }
}
