package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was done on the page is taken back step by step, the latest first. */
class UndoEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  /** The event that comes back is another to Google. */
  @Test
  void whatWasDoneBeforeADeletionIsTakenBackAfterIt() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.presses("c").hasEditor().types("Lunch").presses("Enter");
    page.isTold("“Lunch” is saved at Google").edits("Lunch").fills("summary", "Brunch").saves();
    page.isTold("“Brunch” is saved at Google").deletes("Brunch").isTold("“Brunch” is deleted");

    page.presses("Control+z").isTold("“Brunch” is there again").sees("Brunch");
    page.presses("Control+z").isTold("“Lunch” is as it was").sees("Lunch");
    assertThat(mia.find(own, "Lunch")).isPresent();
    page.presses("Control+z").isTold("“Lunch” is gone again").seesNot("Lunch");
    assertThat(mia.names(own)).doesNotContain("Lunch", "Brunch");
  }

  @Test
  void stepsThatAreTakenBackAtOnceAreTakenBackInOrder() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.presses("c").hasEditor().types("Lunch").presses("Enter");
    page.isTold("“Lunch” is saved at Google").edits("Lunch").fills("summary", "Brunch").saves();
    page.isTold("“Brunch” is saved").edits("Brunch").fills("summary", "Dinner").saves();
    page.sees("Dinner").deletes("Dinner").seesNot("Dinner");

    page.presses("Control+z", "Control+z", "Control+z")
        .isTold("“Lunch” is as it was")
        .sees("Lunch");
    assertThat(mia.find(own, "Lunch")).isPresent();
    assertThat(mia.names(own)).doesNotContain("Brunch", "Dinner");
  }

  /** A series that was renamed has another version; its instances keep their own. */
  @Test
  void instanceThatWasDeletedBeforeItsSeriesWasChangedComesBack() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Standup", 5);
    page.deletes("Standup").answers("Delete a repeating event", "this").isTold("is deleted");
    page.seesTimes("Standup", 4).edits("Standup").fills("summary", "Huddle").saves();
    page.answers("Change a repeating event", "all").isTold("is saved").seesTimes("Huddle", 4);

    page.presses("Control+z").isTold("“Standup” is as it was").seesTimes("Standup", 4);
    page.presses("Control+z").isTold("“Standup” is as it was").seesTimes("Standup", 5);
  }

  @Test
  void whatSomebodyElseMadeOfANewEventIsNotDeletedUnseen() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.presses("c").hasEditor().types("Lunch").presses("Enter").isTold("is saved at Google");
    mia.describes(found("Lunch"), "Room 1", "Bring the plan");
    page.opens("Lunch").reads("Bring the plan").closes();

    page.presses("Control+z").hasConflict("Lunch").decides("theirs").isTold("stays as it is");
    assertThat(mia.find(own, "Lunch")).isPresent();
  }

  /** Nobody knows then whether it was done; the page asks before it says so. */
  @Test
  void editWhoseAnswerWasLostIsTakenBackAlthoughItWasDone() {
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).lists(own).editing();
    Predicate<String> made = url -> url.endsWith("/events");
    window.route(made, this::losesTheAnswer);
    page.presses("c").hasEditor().types("Lunch").presses("Enter").isTold("waits for a connection");
    window.unroute(made);

    page.presses("Control+z").isTold("“Lunch” is gone again");
    assertThat(mia.names(own)).doesNotContain("Lunch");
  }

  private void losesTheAnswer(Route route) {
    assertThat(route.fetch().ok()).isTrue();
    route.abort();
  }

  private GoogleEvent found(String summary) {
    String id = mia.find(own, summary).orElseThrow().getId();
    return new GoogleEvent(own, id, summary, Week.on(MONDAY, 9));
  }
}
