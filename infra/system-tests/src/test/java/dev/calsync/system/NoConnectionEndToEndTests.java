package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits that are made while nothing can be sent. */
class NoConnectionEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void whatIsDraggedDeletedAndAnsweredWithoutAConnectionIsDoneOnceThereIsOne() {
    mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    mia.creates(own, "Dentist", Week.on(WEDNESDAY, 9));
    mia.createsDaily(own, "Standup", Week.on(THURSDAY, 9), 2);
    noor.invites(noor.ownCalendar(), "Planning", Week.on(FRIDAY, 14), mia);
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage calendar = browsers.signIn(system, mia).over(cable).show("week");
      EditingPage page = calendar.editing().sees("Lunch").sees("Dentist").sees("Planning");
      page.seesTimes("Standup", 2);
      cable.cut();
      page.drags("Lunch", 0, 1).seesWaiting("Lunch", 1);
      page.deletes("Dentist").seesNot("Dentist");
      page.opens("Planning").clicks("answer-accepted").hasAnswered("accepted").closes();
      page.seesWaiting("Planning", 3);
      page.drags("Standup", 0, 1).answers("Move a repeating event", "this");
      page.seesWaiting("Standup", 4);
      cable.mend();
      await()
          .untilAsserted(() -> {
            assertThat(startOf("Lunch")).isEqualTo(Week.on(TUESDAY, 13));
            assertThat(mia.find(own, "Dentist")).isEmpty();
            assertThat(answerOf(mia, "Planning")).isEqualTo("accepted");
            assertThat(mia.all(own))
                .filteredOn(event -> event.getRecurringEventId() != null)
                .extracting(event -> at(event.getStart().getDateTime().getValue()))
                .containsExactly(Week.on(THURSDAY, 10));
          });
      page.hasNothingWaiting();
    }
  }

  @Test
  void noMoreThanFiftyEditsWaitForAConnection() {
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      EditingPage page = browsers.signIn(system, mia).over(cable).show("week").lists(own).editing();
      cable.cut();
      for (int made = 1; made <= 50; made++) {
        page.presses("c").hasEditor().types("Event " + made).presses("Enter");
      }
      page.seesWaiting("Event 50", 50).presses("c").hasEditor().types("One more").presses("Enter");
      page.isTold("50 changes are waiting to be saved").hasEditor().presses("Escape");
      page.answers("Discard what you wrote?", "yes").isForEverybody();
      cable.mend();
      await().atMost(ONE_MINUTE).until(() -> mia.names(own).size() == 50);
      page.hasNothingWaiting();
    }
    assertThat(mia.names(own)).doesNotHaveDuplicates().doesNotContain("One more");
  }

  @Test
  void whatWasDeletedWithoutAConnectionCanBeBroughtBackOnceThereIsOne() {
    mia.creates(own, "Dentist", Week.on(WEDNESDAY, 9));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      EditingPage page =
          browsers.signIn(system, mia).over(cable).show("week").editing().sees("Dentist");
      cable.cut();
      page.deletes("Dentist").seesNot("Dentist");
      cable.mend();
      page.isTold("“Dentist” is deleted at Google").presses("Control+z");
      page.isTold("“Dentist” is there again").sees("Dentist");
    }
    assertThat(startOf("Dentist")).isEqualTo(Week.on(WEDNESDAY, 9));
  }

  @Test
  void whatIsDeletedIsNotDeletedBeforeItIsKnownWhatToBringItBackFrom() {
    mia.creates(own, "Dentist", Week.on(WEDNESDAY, 9));
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).lists(own).editing();
    page.opens("Dentist");
    List<Route> reading = Held.first(window, "GET", "/api/calendars/.+/events/[^/]+$");
    page.clicks("details-delete").seesNot("Dentist");
    window.waitForCondition(() -> !reading.isEmpty());
    reading.getFirst().abort();
    page.isTold("“Dentist” is deleted at Google").presses("Control+z");
    page.isTold("“Dentist” is there again").sees("Dentist");
  }

  @Test
  void eventThatIsDraggedWithoutAConnectionStaysInItsZone() {
    new GoogleEdits(new Http(), system.googleUrl(), mia)
        .insert(
            own,
            Map.of(
                "summary", "Flight",
                "start", time(Week.on(TUESDAY, 9), "Europe/Berlin"),
                "end", time(Week.on(TUESDAY, 11), "America/New_York")));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      EditingPage page =
          browsers.signIn(system, mia).over(cable).show("week").editing().sees("Flight");
      cable.cut();
      page.drags("Flight", 1, 0).seesWaiting("Flight", 1);
      cable.mend();
      page.isTold("“Flight” is saved at Google");
    }
    Event flight = mia.find(own, "Flight").orElseThrow();
    assertThat(startOf("Flight")).isEqualTo(Week.on(WEDNESDAY, 9));
    assertThat(flight.getStart().getTimeZone()).isEqualTo("Europe/Berlin");
    assertThat(flight.getEnd().getTimeZone()).isEqualTo("America/New_York");
  }

  private String answerOf(Person guest, String summary) {
    return guest.find(guest.ownCalendar(), summary).orElseThrow().getAttendees().stream()
        .filter(each -> each.getEmail().equals(guest.email()))
        .map(EventAttendee::getResponseStatus)
        .findAny()
        .orElseThrow();
  }

  private Instant startOf(String summary) {
    return at(mia.find(own, summary).orElseThrow().getStart().getDateTime().getValue());
  }

  private static Map<String, String> time(Instant at, String zone) {
    return Map.of("dateTime", at.toString(), "timeZone", zone);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
