package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.time.DayOfWeek;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dialogs are drawn, closed and opened again under the hand of whoever uses them. */
class DialogsEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  /** As the guests come in, all that stands below them goes down. */
  @Test
  void clickThatHasBegunIsNotLostWhenTheRestOfTheEventArrives() {
    Person[] guests = Stream.of("Noor", "Bo", "Ada").map(google::somebody).toArray(Person[]::new);
    Page page = browsers.open(system);
    CalendarPage.signIn(page, system.url(), mia).lists(own).show("week");
    mia.invitesDaily(own, "Standup", Week.on(DayOfWeek.MONDAY, 9), 1, guests);
    Route rest = opensWithoutItsRest(page);
    BoundingBox edit = page.locator("#details-edit").boundingBox();
    page.mouse().move(edit.x + edit.width / 2, edit.y + 3);
    page.mouse().down();

    Held.arrives(page, rest);
    page.mouse().up();

    page.locator("#editor[open]").waitFor();
  }

  /** With a finger: browsers call active at once only what a mouse is on. */
  @Test
  void whatArrivesWhileSomethingIsPressedIsShownOnceItIsLetGo() {
    Page page = browsers.open(system);
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").editing();
    GoogleEvent lunch =
        mia.invites(own, "Lunch", Week.on(DayOfWeek.TUESDAY, 12), google.somebody("Noor"));
    Route rest = opensWithoutItsRest(page);
    BoundingBox before = page.locator("#details-edit").boundingBox();
    page.dispatchEvent("#details-title", "pointerdown", Map.of("pointerType", "touch"));

    Held.arrives(page, rest);
    assertThat(page.locator("#details[aria-busy]").count()).isOne();
    assertThat(page.locator("#details-edit").boundingBox())
        .usingRecursiveComparison()
        .isEqualTo(before);
    mia.renames(lunch, "Brunch");
    editing.sees("Brunch");
    assertThat(page.locator("#details-title").textContent()).isEqualTo("Lunch");
    page.dispatchEvent("#details-title", "pointerup", Map.of("pointerType", "touch"));

    editing.reads("Noor").reads("Brunch").reads("while you were looking");
  }

  @Test
  void dialogIsClosedByAPressBesideItThatAlsoBeganThere() {
    mia.creates(own, "Lunch", Week.on(DayOfWeek.TUESDAY, 12));
    Page page = browsers.open(system);
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").editing();
    editing.opens("Lunch");
    page.locator("#details-title").hover();
    page.mouse().down();
    page.mouse().move(5, 5);
    page.mouse().up();
    Held.isDrawn(page);
    assertThat(page.locator("#details[open]").count()).isOne();

    page.mouse().click(5, 5);
    page.waitForCondition(() -> page.locator("#details[open]").count() == 0);
  }

  @Test
  void restOfAnEventIsShownAlsoWhenASnapshotComesBeforeIt() {
    mia.creates(own, "Lunch", Week.on(DayOfWeek.TUESDAY, 12));
    Page page = browsers.open(system);
    CalendarPage calendar =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").isFull();
    Route rest = opensWithoutItsRest(page);
    calendar.seesInstances(mia.createsDaily(own, "Standup", Week.on(DayOfWeek.MONDAY, 9), 5), 5);

    rest.resume();
    page.locator("#details[open]:not([aria-busy])").waitFor();
  }

  /** Browsers tell late that a dialog was closed; who types fast has opened it again by then. */
  @Test
  void editorThatIsOpenedAgainAtOnceLosesNothingThatIsWritten() {
    Page page = browsers.open(system);
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").editing();
    editing.presses("c").hasEditor().types("Breakfast");

    page.evaluate(
        """
        async () => {
          const closed = new Promise((told) =>
            document.getElementById('editor').addEventListener('close', told, { once: true }));
          document.getElementById('editor-form').requestSubmit();
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
          await closed;
        }
        """);
    editing.hasEditor().types("Lunch").presses("Enter");

    editing.sees("Breakfast").sees("Lunch");
    await().untilAsserted(() -> assertThat(mia.names(own)).contains("Breakfast", "Lunch"));
  }

  /** The question may stand open for long. */
  @Test
  void eventThatIsNotMovedAfterAllIsShownAsItIsByThen() {
    GoogleEvent standup = mia.createsDaily(own, "Standup", Week.on(DayOfWeek.MONDAY, 9), 5);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Standup", 5);
    page.drags("Standup", 1, 1);
    mia.renames(standup, "Huddle");
    page.seesTimes("Huddle", 5).answers("Move a repeating event", "no");
    page.seesTimes("Huddle", 5).seesNot("Standup");

    page.drags("Huddle", 1, 1).isAsked("Move a repeating event").presses("Escape");
    page.deletes("Huddle").isAsked("Delete a repeating event").presses("Escape");
    page.presses("c").hasEditor().types("Lunch").presses("Enter").isTold("is saved at Google");
    assertThat(page.sent()).singleElement().asString().contains("Lunch");
    page.seesTimes("Huddle", 5);
  }

  /** The editor knows the version before it then; nobody is in conflict with themselves. */
  @Test
  void whatIsWrittenWhileAnEarlierEditIsOnItsWayIsSavedToo() {
    Page page = browsers.open(system);
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").editing();
    Queue<Route> held = new ArrayDeque<>();
    page.route(
        "**/api/calendars/*/events**",
        route -> {
          if (route.request().method().equals("GET")) {
            route.resume();
          } else {
            held.add(route);
          }
        });
    editing.presses("c").hasEditor().types("Breakfast").presses("Enter").sees("Breakfast");
    for (String next : List.of("Brunch", "Lunch")) {
      page.waitForCondition(() -> held.size() == 1);
      editing.edits(next.equals("Brunch") ? "Breakfast" : "Brunch");
      held.remove().resume();
      editing.isTold("is saved at Google").fills("summary", next).saves().sees(next);
    }
    page.waitForCondition(() -> held.size() == 1);
    held.remove().resume();
    editing.isTold("“Lunch” is saved at Google");
    assertThat(mia.names(own)).contains("Lunch").doesNotContain("Breakfast", "Brunch");
  }

  @Test
  void whatIsBeingWrittenIsNotLostByASlip() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.presses("c").hasEditor().presses("Escape").presses("c").hasEditor().types("Breakfast");

    page.presses("Escape").answers("Discard what you wrote?", "no").hasEditor();
    page.presses("Escape", "Escape", "Escape");
    page.answers("Discard what you wrote?", "no").types(" in bed").presses("Enter");
    page.isTold("“Breakfast in bed” is saved at Google").presses("c").hasEditor().types("Lunch");
    page.clicks("editor-close").answers("Discard what you wrote?", "yes");

    page.presses("c").hasEditor();
    assertThat(mia.names(own)).contains("Breakfast in bed").doesNotContain("Lunch");
  }

  /**
   * Whatever had the focus before may be gone, and what had it in the dialog keeps it for a frame.
   */
  @Test
  void keyRightAfterADialogClosedDoesWhatItDoes() {
    Page page = browsers.open(system);
    mia.creates(own, "Lunch", Week.on(DayOfWeek.TUESDAY, 12));
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").editing();
    editing.opens("Lunch");
    page.locator("#details:not([aria-busy])").waitFor();

    page.evaluate(
        """
        () => {
          document.querySelectorAll('#grid .fc-event').forEach((each) => each.remove());
          document.getElementById('details-close').focus();
          document.getElementById('details').close();
          document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key: '/', bubbles: true }));
        }
        """);

    page.locator("#search[open]").waitFor();
  }

  /** The first read of the event is held; the details show what the grid knows. */
  private static Route opensWithoutItsRest(Page page) {
    var held = new CompletableFuture<Route>();
    page.route(
        "**/api/calendars/*/events/*",
        route -> {
          if (!held.complete(route)) {
            route.resume();
          }
        });
    page.locator("#grid .fc-event").first().click();
    page.waitForCondition(held::isDone);
    page.locator("#details-edit").waitFor();
    return held.join();
  }
}
