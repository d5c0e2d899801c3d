package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page has asked for may come late, or never; what is looked at is shown all the same. */
class LateAnswersEndToEndTests {
  private static final Pattern EVENTS = Pattern.compile("/api/events\\?");

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

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
