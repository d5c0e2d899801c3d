package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.EventAttendee;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits of every kind of which somebody else was quicker. */
class QuickerHandsEndToEndTests {
  private static final String CHANGED = "Change a repeating event";

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void seriesThatSomebodyRenamedMeanwhileIsCutOnlyIfItsAuthorStillWantsTo() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Standup", 5);
    page.edits("Standup", 3).fills("location", "Park").saves().isAsked(CHANGED);
    mia.renames(standup, "Daily");
    page.seesTimes("Daily", 5).clicks("question-following");
    page.hasConflict("“Standup” was changed").isForEverybody().decides("theirs");
    page.isTold("stays as it is at Google").seesTimes("Daily", 5);
    assertThat(mia.all(own)).hasSize(1);

    page.edits("Daily", 3).fills("location", "Park").saves().isAsked(CHANGED);
    mia.renames(standup, "Huddle");
    page.seesTimes("Huddle", 5).clicks("question-following");
    page.hasConflict("“Daily” was changed").decides("mine").isTold("is saved at Google");
    assertThat(mia.all(own))
        .extracting(event -> event.getSummary() + " " + event.getLocation())
        .containsExactlyInAnyOrder("Huddle null", "Huddle Park");
  }

  @Test
  void eventThatSomebodyChangedMeanwhileIsMovedOnlyIfItsAuthorStillWantsTo() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    EditingPage page = browsers.signIn(system, mia).lists(own, choir).editing();
    page.edits("Lunch").chooses("calendar", "Choir");
    mia.renames(lunch, "Brunch");
    page.sees("Brunch").saves().hasConflict("“Lunch” was changed").decides("theirs");
    page.isTold("stays as it is at Google");
    assertThat(mia.names(own)).containsExactly("Brunch");

    page.edits("Brunch").chooses("calendar", "Choir");
    mia.renames(lunch, "Dinner");
    page.sees("Dinner").saves().hasConflict("“Brunch” was changed").decides("mine");
    page.isTold("is on the other calendar").sees("Dinner");
    assertThat(mia.names(choir)).containsExactly("Dinner");
    assertThat(mia.names(own)).isEmpty();
  }

  @Test
  void invitationThatWasChangedMeanwhileIsAnsweredOnlyIfItsGuestStillWantsTo() {
    GoogleEvent planning = mia.invites(own, "Planning", Week.on(TUESDAY, 9), noor);
    Page window = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(window, system.url(), noor).show("week");
    EditingPage page = calendar.lists(noor.ownCalendar()).editing().opens("Planning");
    List<Route> held = Held.first(window, "POST", "/response$");
    page.clicks("answer-accepted").isTold("Saving");
    mia.moves(planning, Week.on(TUESDAY, 11));
    page.reads("11:00");
    held.getFirst().resume();
    page.closes().hasConflict("“Planning” was changed").isForEverybody().decides("mine");
    page.isTold("is answered at Google");
    assertThat(answerOf(noor, "Planning")).isEqualTo("accepted");
    assertThat(startOf("Planning")).isEqualTo(Week.on(TUESDAY, 11));
  }

  @Test
  void seriesThatSomebodyMovedUnseenIsDeletedOnlyIfItsAuthorStillWantsTo() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Session session = system.signIn(mia);
    String id = session.known(own);
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.editing().seesTimes("Standup", 5);
    calendar.isOutOfSight(true);
    mia.moves(standup, Week.on(MONDAY, 11));
    await().until(() -> session.mirror(id).equals(mia.list(own)));

    page.deletes("Standup").answers("Delete a repeating event", "all");
    page.hasConflict("“Standup” was changed").isForEverybody().decides("theirs");
    page.isTold("stays as it is at Google");
    assertThat(mia.names(own)).containsExactly("Standup");
  }

  @Test
  void editBehindAConflictIsSaidToWaitForADecision() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.edits("Lunch").fills("location", "Park");
    mia.renames(lunch, "Brunch");
    page.sees("Brunch").saves().hasConflict("“Lunch” was changed");
    page.presses("Escape")
        .drags("Brunch", 1, 0)
        .isTold("“Brunch” waits until you have decided")
        .takesBack();
    page.hasConflict("“Lunch” was changed").decides("mine").isTold("is saved at Google");
    page.isTold("“Brunch” is saved at Google");
    assertThat(startOf("Brunch")).isEqualTo(Week.on(WEDNESDAY, 12));
    assertThat(mia.find(own, "Brunch").orElseThrow().getLocation()).isEqualTo("Park");
  }

  @Test
  void deletionThatIsAskedForAgainBeforeItIsMadeIsMadeOnce() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    Page window = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(window, system.url(), mia).lists(own);
    EditingPage page = calendar.editing().opens("Lunch");
    window.locator("#details:not([aria-busy])").waitFor();
    List<Route> held = Held.first(window, "GET", "/events/" + lunch.id() + "$");
    page.clicks("details-delete").deletes("Lunch");
    held.getFirst().resume();
    page.isTold("is deleted at Google").seesNot("Lunch");
    page.presses("Control+z").isTold("is there again").sees("Lunch");
    assertThat(page.sent()).hasSize(2);
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

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
