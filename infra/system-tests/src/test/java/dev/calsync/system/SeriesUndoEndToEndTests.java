package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
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

  /** The half that comes back is another series to Google. */
  @Test
  void seriesBecomesOneAgainAlsoAfterAHalfOfItWasDeleted() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    for (String half : List.of("Huddle", "Standup")) {
      mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
      cuts(page.seesTimes("Standup", 5));
      page.deletes(half).answers("Delete a repeating event", "all").seesNot(half);
      page.isTold("is deleted at Google").presses("Control+z").isTold("is there again");
      page.presses("Control+z").isTold("is one series again").seesTimes("Standup", 5);
      assertThat(mia.find(own, "Huddle")).isEmpty();
      page.canBeMoved("Standup").deletes("Standup").answers("Delete a repeating event", "all");
      page.isTold("is deleted at Google").seesNot("Standup");
    }
  }

  /** Google tells of a deletion a moment after it was done; who takes it back may be faster. */
  @Test
  void instanceIsTakenBackThoughItsNewVersionIsNotYetKnown() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    page.seesTimes("Standup", 5);
    var deleted = new AtomicReference<String>();
    var late = new AtomicInteger(2);
    window.route(
        Pattern.compile("/events/\\w+_\\w+"),
        route -> {
          String method = route.request().method();
          if (method.equals("DELETE")) {
            deleted.set(route.request().headerValue("if-match"));
          }
          if (method.equals("GET") && deleted.get() != null && late.getAndDecrement() > 0) {
            String body = "{\"etag\":\"%s\"}".formatted(deleted.get().replace("\"", "\\\""));
            route.fulfill(new FulfillOptions().setContentType("application/json").setBody(body));
          } else {
            route.resume();
          }
        });

    page.opens("Standup", 2).clicks("details-delete");
    page.answers("Delete a repeating event", "this").isTold("is deleted at Google");
    page.takesBack().isTold("is as it was").seesTimes("Standup", 5);

    assertThat(late).as("answers that were not asked for").hasValueLessThanOrEqualTo(0);
  }

  private static void cuts(EditingPage page) {
    page.edits("Standup", 4).fills("summary", "Huddle").saves();
    page.answers("Change a repeating event", "following").isTold("Saving");
    page.isTold("is saved at Google").seesTimes("Huddle", 2).seesTimes("Standup", 3);
    page.canBeMoved("Huddle");
  }
}
