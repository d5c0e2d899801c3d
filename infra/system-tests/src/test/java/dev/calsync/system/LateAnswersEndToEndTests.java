package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page has asked for may come late, or never; what is looked at is shown all the same. */
class LateAnswersEndToEndTests {
  private static final Pattern EVENTS = Pattern.compile("/api/events\\?");
  private static final Pattern STREAM = Pattern.compile("/api/stream");
  private static final String COUNTS_READS =
      """
      window.reads = 0;
      window.reading = 0;
      const real = window.fetch;
      window.fetch = async (path, options) => {
        const counts = String(path).startsWith('/api/events?') ? 1 : 0;
        window.reads += counts;
        window.reading += counts;
        try {
          return await real(path, options);
        } finally {
          window.reading -= counts;
        }
      };
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void whoeverGoesFarAndComesBackBeforeTheAnswerSeesWhereTheyAre() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    Queue<Route> held = new ConcurrentLinkedQueue<>();
    Page page = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).show("month").sees(lunch);
    page.route(EVENTS, held::add);

    calendar.editing().presses("j", "j", "j", "t");
    page.locator("#progress").waitFor();
    page.unroute(EVENTS);
    held.forEach(Route::resume);
    page.locator("#progress").waitFor(hidden());

    calendar.sees(lunch).sees(mia.renames(lunch, "Brunch")).wasNeverReloaded();
  }

  /** The time that a page waits for an answer passes in a moment here. */
  @Test
  void whatIsNeverAnsweredIsAskedForAgain() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    Page page = browsers.newPage();
    page.addInitScript(
        """
        const real = AbortSignal.timeout;
        AbortSignal.timeout = (time) => real.call(AbortSignal, window.inAHurry ? 500 : time);
        """);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).show("month").sees(lunch);
    page.route(EVENTS, route -> {});
    page.evaluate("() => (window.inAHurry = true)");
    calendar.editing().presses("j", "j", "j");
    says(page, "#banner", "Events could not be loaded. Trying again…");
    page.unroute(EVENTS);
    page.evaluate("() => (window.inAHurry = false)");
    page.locator("#banner").waitFor(hidden());
    calendar.editing().presses("t");
    calendar.sees(lunch).wasNeverReloaded();
  }

  /** Nobody will say that its reading has come to an end. */
  @Test
  void calendarThatIsClosedWhileItIsReadAnewIsWaitedForNoLonger() throws SQLException {
    Page page = browsers.newPage();
    page.addInitScript("delete globalThis.SharedWorker");
    page.addInitScript(COUNTS_READS);
    CalendarPage.signIn(page, system.url(), mia).lists(own);
    Session session = system.signIn(mia);
    String id = session.live(own);
    String started =
        """
        id: %1$d
        event: change
        data: {"feedSeq":%1$d,"calendarId":"%2$s","type":"calsync.resync.started.v1"}

        """
            .formatted(session.cursor() + 1, id);
    var stream = new Route.FulfillOptions().setContentType("text/event-stream").setBody(started);
    page.route(STREAM, route -> {}); // what comes back for more hears nothing
    page.route(STREAM, route -> route.fulfill(stream), once());
    page.clock().install();
    page.reload();
    page.locator("html[data-feed-seq='%d']".formatted(session.cursor() + 1)).waitFor(attached());
    assertThat(asksForNothing(page)).as("it is shown how far it has come").isFalse();

    new CalendarRows(system.databaseUrl()).parks(id, "ACCESS_LOST");
    page.clock().runFor(60_000);
    page.locator("#sidebar [data-health=ACCESS_LOST]").first().waitFor();

    Stream<Boolean> quiet = Stream.generate(() -> asksForNothing(page)).limit(5);
    assertThat(quiet.anyMatch(isQuiet -> isQuiet)).isTrue();
  }

  /** Whether the page reads no events for nine seconds. */
  private static boolean asksForNothing(Page page) {
    page.waitForFunction("() => window.reading === 0");
    Object before = page.evaluate("() => window.reads");
    page.clock().runFor(9_000);
    return before.equals(page.evaluate("() => window.reads"));
  }

  private static void says(Page page, String selector, String text) {
    page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  private static Page.RouteOptions once() {
    return new Page.RouteOptions().setTimes(1);
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
