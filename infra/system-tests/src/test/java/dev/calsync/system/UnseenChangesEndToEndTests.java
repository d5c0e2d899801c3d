package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody overwrites what their page has not shown them, or decides about what they do not see. */
class UnseenChangesEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void editOfAWholeSeriesThatIsOlderOnThePageIsAConflict() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.editing().seesTimes("Standup", 5);
    Session session = system.signIn(mia);
    String id = session.known(own);
    var before = session.mirror(id);
    calendar.isOutOfSight(true); // nothing is told here any more
    mia.renames(standup, "Theirs");
    await().until(() -> !session.mirror(id).equals(before));

    page.edits("Standup").fills("summary", "Mine").saves();
    page.answers("Change a repeating event", "all");
    page.hasConflict("Standup");
    page.presses("Escape", "Control+z").isTold("stays as it is at Google");
    assertThat(mia.find(own, "Theirs")).isPresent();
  }

  @Test
  void whatTheEditorSpellsOtherwiseThanGoogleIsNotSentUntouched() {
    Instant withSeconds = Week.on(MONDAY, 12).plusSeconds(17);
    GoogleEvent lunch =
        mia.describes(
            mia.creates(own, "Lunch ", withSeconds), "Room 1\nFloor 2", "<b>Two</b>\r\nlines");
    EditingPage page = browsers.signIn(system, mia).lists(own).sees(lunch).editing();
    page.edits("Lunch").chooses("repeat", "Every day").saves().isTold("is saved at Google");
    assertThat(page.sent()).singleElement().asString().contains(":17.000Z");
    page.seesTimes("Lunch", 7);
    page.edits("Lunch").fills("location", "Room 2").saves();
    page.answers("Change a repeating event", "all").isTold("is saved at Google");
    assertThat(page.sent())
        .hasSize(2)
        .noneMatch(edit -> edit.contains("summary") || edit.contains("description"))
        .last()
        .matches(edit -> !edit.contains("start"));
  }

  @Test
  void decisionIsAboutTheEventThatWasShown() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    GoogleEvent tea = mia.creates(own, "Tea", Week.on(WEDNESDAY, 16));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage calendar = browsers.signIn(system, mia).lists(own).sees(lunch).sees(tea);
      EditingPage page = calendar.over(cable).editing().sees("Lunch").sees("Tea");
      cable.cut();
      page.edits("Lunch").fills("summary", "My lunch").saves();
      page.edits("Tea").fills("summary", "My tea").saves().seesWaiting("My tea", 2);
      mia.renames(lunch, "Their lunch");
      mia.renames(tea, "Their tea");
      cable.mend();
      page.hasConflict("Lunch").isOneOf(2, "Lunch").decides("mine");
      page.hasConflict("Tea").decides("theirs").sees("My lunch").sees("Their tea");
    }
    await().until(() -> mia.find(own, "My lunch").isPresent());
    assertThat(mia.find(own, "Their tea")).isPresent();
  }

  @Test
  void stepBeforeAConflictIsNotTakenBackOverWhatSomebodyElseMade() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.sees(lunch).editing();
    page.edits("Lunch").fills("summary", "Brunch").saves().isTold("“Brunch” is saved at Google");
    calendar.isOutOfSight(true);
    isRenamedUnseen(lunch, "Theirs");

    page.drags("Brunch", 1, 0);
    page.hasConflict("Brunch").decides("theirs").isTold("stays as it is at Google");
    page.presses("Control+z").hasConflict("Lunch").decides("theirs");
    assertThat(mia.find(own, "Theirs")).isPresent();
  }

  @Test
  void stepBeforeWhatSomebodyElseMadeIsNotTakenBackOverIt() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    EditingPage page = browsers.signIn(system, mia).lists(own).sees(lunch).editing();
    page.edits("Lunch").fills("summary", "Brunch").saves().isTold("“Brunch” is saved at Google");
    mia.renames(lunch, "Theirs");
    page.sees("Theirs").edits("Theirs").fills("location", "Park").saves();
    page.isTold("“Theirs” is saved at Google");

    page.presses("Control+z").isTold("“Theirs” is as it was");
    page.presses("Control+z").hasConflict("Lunch").decides("theirs").isTold("stays as it is");
    assertThat(mia.find(own, "Theirs")).isPresent();
  }

  /** Which is as its author saw it, but says nothing of its series. */
  @Test
  void editOfAWholeSeriesThatIsOlderOnThePageIsAConflictAlsoFromAnInstanceOfItsOwn() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.editing().seesTimes("Standup", 5);
    page.edits("Standup").fills("summary", "Review").saves();
    page.answers("Change a repeating event", "this").isTold("is saved").seesTimes("Standup", 4);
    calendar.isOutOfSight(true);
    isRenamedUnseen(standup, "Theirs");

    page.edits("Review").fills("summary", "Mine").saves();
    page.answers("Change a repeating event", "all");
    page.hasConflict("Review").decides("mine").isTold("“Mine” is saved at Google");
    assertThat(mia.find(own, "Mine")).isPresent();
    page.presses("Control+z").isTold("is as it was");
    assertThat(mia.find(own, "Theirs")).isPresent();
  }

  @Test
  void whatWasDeletedAllTheSameComesBackAsSomebodyElseHadMadeIt() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.sees(lunch).isOutOfSight(true).editing();
    isRenamedUnseen(lunch, "Theirs");
    page.deletes("Lunch").hasConflict("Lunch").decides("mine").isTold("is deleted at Google");

    page.presses("Control+z").isTold("is there again");
    assertThat(mia.names(own)).containsExactly("Theirs");
  }

  @Test
  void conflictIsShownWhateverWasChosenInTheLastOne() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    CalendarPage calendar = browsers.signInWhereTabsShareNothing(system, mia).lists(own);
    EditingPage page = calendar.sees(lunch).isOutOfSight(true).editing();
    isRenamedUnseen(lunch, "Theirs");
    page.edits("Lunch").fills("summary", "Mine").fills("location", "Here").saves();
    page.hasConflict("Lunch").keeps("title", "mine", "Mine").decides("chosen");
    page.isTold("“Mine” is saved at Google").sees("Mine");

    isRenamedUnseen(lunch, "Theirs again");
    page.edits("Mine").fills("summary", "Mine again").saves();
    page.hasConflict("Mine").decides("theirs").isTold("stays as it is at Google");
  }

  /** The service knows of it before the page does. */
  private void isRenamedUnseen(GoogleEvent event, String summary) {
    Session session = system.signIn(mia);
    String id = session.known(own);
    mia.renames(event, summary);
    await().until(() -> session.mirror(id).equals(mia.list(own)));
  }
}
