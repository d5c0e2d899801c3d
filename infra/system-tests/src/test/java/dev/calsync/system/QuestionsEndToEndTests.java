package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked before an edit is made, and what becomes of the answers. */
class QuestionsEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void guestsHearThatAnEditIsTakenBackIfItsAuthorSaysSo() {
    mia.invites(own, "Planning", Week.on(TUESDAY, 9), noor);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.drags("Planning", 1, 0).answers("Move it, and tell the guests by e-mail?", "all");
    page.isTold("“Planning” is saved at Google");

    page.presses("Control+z").answers("Take it back, and tell the guests", "no");
    assertThat(page.sent()).hasSize(1);
    assertThat(startOf("Planning")).isEqualTo(Week.on(WEDNESDAY, 9));
    page.presses("Control+z").answers("Take it back, and tell the guests", "all");
    page.isTold("“Planning” is as it was");
    assertThat(startOf("Planning")).isEqualTo(Week.on(TUESDAY, 9));
    assertThat(page.sent()).last().asString().contains("\"sendUpdates\":\"all\"");
  }

  @Test
  void guestsAreAskedAboutOnceWhenAChangeAndAMoveAreTakenBackTogether() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    mia.invites(own, "Planning", Week.on(TUESDAY, 9), noor);
    EditingPage page = browsers.signIn(system, mia).lists(own, choir).editing();
    page.edits("Planning").fills("summary", "Debate").chooses("calendar", "Choir").saves();
    page.answers("Change it, and tell the guests by e-mail?", "all");
    page.isTold("is saved at Google").isTold("is on the other calendar");

    page.presses("Control+z").answers("Take it back, and tell the guests", "all");
    page.isTold("is as it was").isTold("“Planning” is as it was");
    assertThat(mia.names(own)).containsExactly("Planning");
    assertThat(page.sent()).allSatisfy(sent -> assertThat(sent).contains("\"all\""));
  }

  @Test
  void whatWasWrittenIsStillThereWhenItsQuestionIsNotAnswered() {
    mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.edits("Lunch").fills("guests", noor.email()).fills("description", "Bring the plan");
    page.saves().answers("Change it, and tell the guests by e-mail?", "no").hasEditor();
    page.fills("summary", "Long lunch").saves();
    page.answers("Change it, and tell the guests by e-mail?", "none").isTold("is saved at Google");
    Event lunch = mia.find(own, "Long lunch").orElseThrow();
    assertThat(lunch.getDescription()).isEqualTo("Bring the plan");
    assertThat(lunch.getAttendees()).isNotEmpty();
    assertThat(page.sent()).hasSize(1);
  }

  /** A second question does not take the place of the first. */
  @Test
  void twoSeriesThatAreDraggedOneAfterTheOtherAreBothAskedFor() {
    GoogleEvent gym = mia.createsDaily(own, "Gym", Week.on(MONDAY, 9), 2);
    mia.createsDaily(own, "Tea", Week.on(MONDAY, 14), 2);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    page.seesTimes("Gym", 2).seesTimes("Tea", 2);
    List<Route> held = Held.first(window, "GET", "/events/" + gym.id() + "$");
    page.drags("Gym", 0, 1).drags("Tea", 0, 1).isAsked("Move a repeating event");
    held.getFirst().resume();
    page.clicks("question-this").isAsked("Move a repeating event").clicks("question-this");
    page.isTold("is saved at Google").isTold("is saved at Google");
    assertThat(mia.all(own))
        .filteredOn(event -> event.getRecurringEventId() != null)
        .extracting(event -> at(event.getStart().getDateTime().getValue()))
        .containsExactlyInAnyOrder(Week.on(MONDAY, 10), Week.on(MONDAY, 15));
  }

  private Instant startOf(String summary) {
    return at(mia.find(own, summary).orElseThrow().getStart().getDateTime().getValue());
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
