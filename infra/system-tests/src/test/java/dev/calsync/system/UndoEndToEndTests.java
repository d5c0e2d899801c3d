package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

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
}
