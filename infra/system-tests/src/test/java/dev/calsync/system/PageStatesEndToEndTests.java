package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page says what it has not, and comes round by itself; it is again as its reader left it. */
class PageStatesEndToEndTests {
  private static final Pattern ME = Pattern.compile("/api/me$");
  private static final Pattern EVENTS = Pattern.compile("/api/events\\?");
  private static final Pattern EVENT = Pattern.compile("/api/calendars/.+/events/");
  private static final Pattern CALENDARS = Pattern.compile("/api/calendars$");
  private static final Pattern SEARCH = Pattern.compile("/api/search");

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void whatCannotBeReadIsSaidAndComesByItselfWhenItCan() {
    Page page = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own).show("agenda");
    says(page, "#grid", "Nothing planned in these two weeks");
    mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    calendar.show("week").isFull();

    page.route(ME, Route::abort);
    page.reload();
    says(page, "#loading", "Calsync cannot be reached right now. Trying again…");
    page.unroute(ME);
    calendar.isLive().isFull();

    page.route(EVENTS, Route::abort);
    page.reload();
    says(page, "#banner", "Events could not be loaded. Trying again…");
    page.unroute(EVENTS);
    calendar.isLive().isFull();
    page.locator("#banner").waitFor(hidden());

    page.route(CALENDARS, Route::abort);
    page.reload();
    calendar.isLive().editing().sees("Lunch");
    says(page, "#sidebar-problem", "Calendars could not be loaded. Trying again…");
    page.unroute(CALENDARS);
    calendar.lists(own);
    page.locator("#sidebar-problem").waitFor(hidden());

    page.route(EVENT, Route::abort);
    calendar.editing().opens("Lunch").reads("The rest of this event could not be loaded");
    calendar.editing().closes();
    page.unroute(EVENT);
    calendar.editing().opens("Lunch");
    page.locator("#details:not([aria-busy])").waitFor();
    calendar.editing().closes();

    page.route(SEARCH, Route::abort);
    SearchBox search = calendar.search().opensByKey().looksFor("lunch");
    search.isTold("Searching does not work right now");
    page.unroute(SEARCH);
    search.looksFor("lunc").finds("Lunch");
  }

  @Test
  void whatIsBeingReadShowsSo() {
    Queue<Route> held = new ConcurrentLinkedQueue<>();
    Page page = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own).show("week");
    page.route(EVENTS, held::add);
    page.route(ME, held::add);

    page.reload();
    says(page, "#loading", "Opening your calendar…");
    page.waitForCondition(() -> !held.isEmpty());
    page.unroute(ME);
    held.remove().resume();
    page.locator("#progress").waitFor();
    page.waitForCondition(() -> !held.isEmpty());
    page.unroute(EVENTS);
    held.remove().resume();
    calendar.isLive();
    page.locator("#progress").waitFor(hidden());
  }

  @Test
  void calendarsThatAreSwitchedOffStayOffWhenThePageComesAgain() {
    GoogleCalendar choir = system.google().calendar("Choir", mia);
    GoogleEvent rehearsal = mia.creates(choir, "Rehearsal", Week.on(TUESDAY, 19));
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    Page page = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own, choir);
    calendar.show("week").sees(lunch).sees(rehearsal);
    Locator box =
        page.locator("#sidebar .calendar")
            .filter(new Locator.FilterOptions().setHasText("Choir"))
            .locator("input");

    box.press("Space");
    calendar.seesNothingOf(rehearsal).sees(lunch);
    page.reload();
    calendar.isLive().lists(own, choir).sees(lunch).seesNothingOf(rehearsal);
    assertThat(box.isChecked()).isFalse();
    box.press("Space");
    calendar.sees(rehearsal);
    page.reload();
    calendar.isLive().sees(rehearsal);
    assertThat(box.isChecked()).isTrue();
  }

  /** Whoever may write to a calendar can fill it. */
  @Test
  void calendarWithTooManyEventsIsNamedAndTheOthersAreShown() {
    GoogleCalendar crowd = system.google().calendar("Crowd", mia);
    var edits = new GoogleEdits(new Http(), system.googleUrl(), mia);
    for (int i = 0; i < 12; i++) {
      edits.insert(
          crowd,
          Map.of(
              "summary", "Every hour",
              "start", Map.of("dateTime", "2026-01-01T09:00:00Z", "timeZone", "UTC"),
              "end", Map.of("dateTime", "2026-01-01T09:30:00Z", "timeZone", "UTC"),
              "recurrence", List.of("RRULE:FREQ=HOURLY")));
    }
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    system.signIn(mia).live(crowd);
    Page page = browsers.open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own, crowd);
    calendar.show("week").sees(lunch);
    says(page, "#banner", "Too many events to be shown: Crowd");

    List<Route> list = Held.first(page, "GET", "/api/calendars$");
    page.reload();
    calendar.sees(lunch);
    list.getFirst().resume();
    says(page, "#banner", "Too many events to be shown: Crowd");
  }

  @Test
  void daysThatAreLookedAtAreShownAgainWhenThePageIsLoadedAnew() {
    Page page = browsers.open(system);
    CalendarPage.signIn(page, system.url(), mia).show("week").editing().presses("j", "j");
    String inTwoWeeks = page.locator("#title").textContent();

    page.reload();
    says(page, "#title", inTwoWeeks);
    page.keyboard().press("t");
    page.locator(".fc-day-today").first().waitFor();
    page.reload();
    page.locator(".fc-day-today").first().waitFor();
  }

  /** As Chromium does where the machine's language is C or POSIX. */
  @Test
  void pagesAreShownAlsoWhereTheBrowserNamesALanguageThatIsNone() {
    Instant noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));
    GoogleEvent lunch = mia.creates(own, "Lunch", noon); // English weeks begin on Sundays
    Page page = browsers.newPage();
    page.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' })");
    page.navigate(system.url());
    CalendarPage.signIn(page, system.url(), mia).lists(own).show("week").sees(lunch);
    AccountsPage.in(page, system.url()).says(own, "Live").hasNothingToComplainOf();
  }

  private static void says(Page page, String selector, String text) {
    page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
