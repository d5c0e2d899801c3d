package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Edits that are begun while something else of the same event is on its way. */
class OverlappingEditsEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void dragThatIsTakenBackLandsWhereTheOneBeforeLeftTheEvent() {
    mia.creates(own, "Lunch", Week.on(TUESDAY, 9));
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    List<Route> held = Held.first(window, "PATCH", "/events/[^/]+$");
    page.drags("Lunch", 0, 1).isTold("Saving");
    page.drags("Lunch", 0, 1).isTold("Saving");
    held.getFirst().resume();
    page.isTold("“Lunch” is saved").isTold("“Lunch” is saved");
    assertThat(startOf("Lunch")).isEqualTo(Week.on(TUESDAY, 11));

    page.presses("Control+z").isTold("“Lunch” is as it was");
    assertThat(startOf("Lunch")).isEqualTo(Week.on(TUESDAY, 10));
  }

  /** Its instances move by as much as the one that was stretched; its beginning stays. */
  @Test
  void seriesThatIsStretchedTwiceAtOnceIsWholeWhenTheSecondIsTakenBack() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    List<Route> held = Held.first(window, "PATCH", "/events/[^/]+$");
    page.seesTimes("Standup", 5).edits("Standup", 2).fills("end-clock", "11:00").saves();
    page.answers("Change a repeating event", "all").isTold("Saving");
    page.edits("Standup", 2).fills("end-clock", "12:00").saves();
    page.answers("Change a repeating event", "all").isTold("Saving");
    held.getFirst().resume();
    page.isTold("“Standup” is saved").isTold("“Standup” is saved").seesTimes("Standup", 5);

    page.presses("Control+z").isTold("“Standup” is as it was").seesTimes("Standup", 5);
    assertThat(startOf("Standup")).isEqualTo(Week.on(MONDAY, 9));
    assertThat(endOf("Standup")).isEqualTo(Week.on(MONDAY, 11));
  }

  @Test
  void stepsThatAreTakenBackWithoutAConnectionAreTakenBackInOrder() {
    mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      EditingPage page = browsers.signIn(system, mia).over(cable).editing();
      page.edits("Lunch").fills("summary", "Brunch").saves().isTold("“Brunch” is saved");
      page.edits("Brunch").fills("summary", "Dinner").saves().isTold("“Dinner” is saved");
      cable.cut();
      page.presses("Control+z").seesWaiting("Brunch", 1);
      page.presses("Control+z").seesWaiting("Lunch", 2);
      cable.mend();
      page.isTold("“Brunch” is as it was").isTold("“Lunch” is as it was").sees("Lunch");
    }
    assertThat(mia.names(own)).containsExactly("Lunch");
  }

  @Test
  void whoeverHasAnsweredMeanwhileHasAnsweredThoughTheHostWasSlower() {
    Person zoe = google.somebody("Zoe");
    GoogleEvent planning = mia.invites(own, "Planning", Week.on(TUESDAY, 9), noor);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.edits("Planning").fills("guests", noor.email() + ", " + zoe.email());
    new GoogleEdits(new Http(), system.googleUrl(), noor)
        .patch(noor.ownCalendar(), planning.id(), answer("accepted"));
    await().until(() -> answerOf(noor, planning).equals("accepted"));

    page.saves().answers("tell the guests by e-mail?", "none").isTold("is saved at Google");
    assertThat(answerOf(zoe, planning)).isEqualTo("needsAction");
    assertThat(answerOf(noor, planning)).isEqualTo("accepted");
  }

  @Test
  void eventThatWasMovedToACalendarWhichIsReadLaterCanBeSeenEditedAndTakenBack() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    mia.creates(own, "Lunch", Week.on(WEDNESDAY, 12));
    EditingPage page = browsers.signIn(system, mia).lists(own, choir).editing();
    google.listsSlowly(choir, 3_000);
    page.edits("Lunch").fills("summary", "Brunch").chooses("calendar", "Choir").saves();
    page.isTold("is on the other calendar").sees("Brunch");
    page.edits("Brunch").fills("location", "Park").saves().isTold("“Brunch” is saved at Google");
    assertThat(mia.names(choir)).containsExactly("Brunch");
    assertThat(page.sent()).extracting(OverlappingEditsEndToEndTests::commandId).isSorted();

    page.presses("Control+z").isTold("“Brunch” is as it was");
    page.presses("Control+z").isTold("“Lunch” is as it was").isTold("“Lunch” is as it was");
    assertThat(mia.names(own)).containsExactly("Lunch");
    assertThat(mia.names(choir)).isEmpty();
  }

  @Test
  void seriesThatSomebodyMovedMeanwhileIsNotTakenForGone() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Standup", 5);
    Session session = system.signIn(mia);
    String id = session.known(own);
    page.edits("Standup").fills("summary", "Huddle");
    mia.moves(standup, Week.on(MONDAY, 11));
    await().until(() -> session.mirror(id).equals(mia.list(own)));

    page.saves().answers("Change a repeating event", "all");
    page.hasConflict("Standup").decides("mine").isTold("“Huddle” is saved at Google");
    page.seesTimes("Huddle", 5);
    assertThat(startOf("Huddle")).isEqualTo(Week.on(MONDAY, 11));
  }

  @Test
  void seriesThatCannotBeReadIsNotMovedForOneOfItsEventsUntilItCan() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).lists(own, choir).editing();
    window.route("**/events/" + standup.id(), Route::abort);
    page.edits("Standup").chooses("calendar", "Choir").saves();

    page.isTold("The series could not be read just now").seesTimes("Standup", 5);
    window.locator("#editor[open] #editor-why").waitFor();
    assertThat(window.locator("#edit-repeat").isEnabled()).isFalse();
    assertThat(page.isForEverybody().sent()).isEmpty();

    window.unroute("**/events/" + standup.id());
    List<Route> slow = Held.first(window, "GET", "/events/" + standup.id() + "$");
    page.saves();
    window.locator("#editor[open] #editor-save[aria-busy]").waitFor();
    assertThat(window.locator("#editor-fields").getAttribute("inert")).isNotNull();
    window.waitForCondition(() -> !slow.isEmpty());
    slow.getFirst().resume();
    page.answers("Change a repeating event", "all").isTold("is on the other calendar");
    assertThat(mia.names(choir)).containsExactly("Standup");
  }

  @Test
  void whatIsDiscardedWhileItsSeriesIsReadAgainIsNotMade() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).lists(own).editing();
    window.route("**/events/" + standup.id(), Route::abort);
    page.edits("Standup").fills("summary", "Huddle");
    window.unroute("**/events/" + standup.id());
    List<Route> slow = Held.first(window, "GET", "/events/" + standup.id() + "$");
    page.saves();
    window.waitForCondition(() -> !slow.isEmpty());
    page.presses("Escape").isAsked("Discard what you wrote?");
    window.waitForResponse(
        response -> response.url().endsWith("/events/" + standup.id()),
        () -> slow.getFirst().resume());
    page.answers("Discard what you wrote?", "yes");

    page.edits("Standup").fills("location", "Park").saves();
    page.answers("Change a repeating event", "all").isTold("“Standup” is saved at Google");
    assertThat(mia.names(own)).containsExactly("Standup");
  }

  @Test
  void whatGoogleRefusedIsStillSaidWhenOtherEditsAreSaved() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    GoogleEvent supper = mia.creates(own, "Supper", Week.on(TUESDAY, 19));
    mia.creates(own, "Tea", Week.on(WEDNESDAY, 16));
    Page window = browsers.open(system);
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage calendar = CalendarPage.signIn(window, system.url(), mia).over(cable);
      EditingPage page = calendar.show("week").editing().sees("Lunch").sees("Tea").sees("Supper");
      cable.cut();
      page.edits("Lunch").fills("summary", "Brunch").saves();
      page.edits("Supper").fills("summary", "Dinner").saves();
      page.edits("Tea").fills("summary", "Coffee").saves().seesWaiting("Coffee", 3);
      mia.deletes(lunch);
      mia.deletes(supper);
      cable.mend();
      page.isTold("“Coffee” is saved at Google");
      assertThat(window.locator("#warning-text > p").allTextContents())
          .satisfiesExactlyInAnyOrder(
              text -> assertThat(text).contains("Lunch", "was not changed"),
              text -> assertThat(text).contains("Supper", "was not changed"));
      page.isForEverybody().clicks("warning-close");
    }
    assertThat(window.locator("#warning").isVisible()).isFalse();
  }

  private Instant endOf(String summary) {
    return Instant.ofEpochMilli(
        mia.find(own, summary).orElseThrow().getEnd().getDateTime().getValue());
  }

  private Instant startOf(String summary) {
    return Instant.ofEpochMilli(
        mia.find(own, summary).orElseThrow().getStart().getDateTime().getValue());
  }

  private Map<String, Object> answer(String response) {
    return Map.of("attendees", List.of(Map.of("email", noor.email(), "responseStatus", response)));
  }

  private String answerOf(Person guest, GoogleEvent event) {
    return mia.find(own, event.summary()).orElseThrow().getAttendees().stream()
        .filter(each -> each.getEmail().equals(guest.email()))
        .findAny()
        .orElseThrow()
        .getResponseStatus();
  }

  private static String commandId(String sent) {
    JsonNode body = Http.JSON.readTree(sent.substring(sent.indexOf('{')));
    return body.path("commandId").asString();
  }
}
