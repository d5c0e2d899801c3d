package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A series that was cut in two on the page becomes one again. */
class SeriesUndoEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  @KnownBug(Complaint.GHOSTS_OF_SERIES)
  void whatFollowsIsTakenBackUnlessSomebodyElseHasChangedIt() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    cuts(page.seesTimes("Standup", 5));
    page.edits("Huddle").fills("summary", "Cuddle").saves();
    page.answers("Change a repeating event", "all").isTold("Saving").isTold("is saved at Google");
    page.seesTimes("Cuddle", 2).takesBack().isTold("is as it was").seesTimes("Huddle", 2);
    page.canBeMoved("Huddle").presses("Control+z").isTold("is one series again");
    page.seesTimes("Standup", 5).seesNot("Huddle");
    assertThat(mia.find(own, "Huddle")).isEmpty();

    page.drags("Standup", 0, 1).answers("Move a repeating event", "all").isTold("Saving");
    page.isTold("is saved at Google").takesBack().isTold("is as it was");
    cuts(page.canBeMoved("Standup"));
    String second = mia.find(own, "Huddle").orElseThrow().getId();
    mia.renames(new GoogleEvent(own, second, "Huddle", Week.on(THURSDAY, 9)), "Hurdle");
    page.seesTimes("Hurdle", 2).presses("Control+z").isTold("was not taken back. It was changed");
    page.seesTimes("Standup", 3).seesTimes("Hurdle", 2);
  }

  private static void cuts(EditingPage page) {
    page.edits("Standup", 4).fills("summary", "Huddle").saves();
    page.answers("Change a repeating event", "following").isTold("Saving");
    page.isTold("is saved at Google").seesTimes("Huddle", 2).seesTimes("Standup", 3);
    page.canBeMoved("Huddle");
  }
}
