package dev.calsync.system;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The calendar page in somebody's browser: what they see, without ever reloading it. */
final class CalendarPage {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(UTC);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(UTC);

  private static final String SHOWS =
      """
      ([id, summary, day, time]) =>
        [...document.querySelectorAll('#grid [data-event-id]')].some(
          (el) =>
            el.dataset.eventId === id &&
            el.textContent.includes(summary) &&
            el.title.includes(time) &&
            el.closest('[data-date]')?.dataset.date === day)
      """;

  private final Page page;

  private CalendarPage(Page page) {
    this.page = page;
  }

  /** The page of somebody who is signed in. */
  static CalendarPage in(Page page, String url) {
    page.navigate(url);
    return new CalendarPage(page).isLive();
  }

  /** Signs in through the pages, as a person does. */
  static CalendarPage signIn(Page page, String url, Person person) {
    page.navigate(url);
    page.locator("#sign-in").click();
    page.getByText(person.email()).first().click();
    page.locator("#allow, #app").first().waitFor();
    if (page.locator("#allow").isVisible()) {
      page.locator("#allow").click(); // once allowed, Google does not ask again
    }
    return new CalendarPage(page).isLive();
  }

  /** The same in one more tab of the same browser. */
  CalendarPage inAnotherTab() {
    return in(page.context().newPage(), page.url()).show("week");
  }

  void closes() {
    page.close();
  }

  /** Goes to the same page by another way. */
  CalendarPage over(Cable cable) {
    return in(page, cable.url());
  }

  /** What can be done to events here. */
  EditingPage editing() {
    return new EditingPage(page);
  }

  /** What is said beside the calendar. */
  Sidebar sidebar() {
    return new Sidebar(page);
  }

  /** Where events are looked for. */
  SearchBox search() {
    return new SearchBox(page);
  }

  /** The page is loaded anew, and whatever a text makes it do is seen. */
  Intrusions guarded(String url) {
    var intrusions = new Intrusions(page, url);
    in(page, url);
    return intrusions;
  }

  /** Opens an event, then its editor, and answers the title that the details had. */
  String readsInFull(String eventId) {
    page.locator("#grid [data-event-id='" + eventId + "']").first().click();
    page.locator("#details[open]:not([aria-busy])").waitFor();
    String title = page.locator("#details-title").textContent();
    page.locator("#details-edit").click();
    page.locator("#editor[open]").waitFor();
    page.keyboard().press("Escape");
    return title;
  }

  /** This window is closed, and somebody signs in with the same browser. */
  CalendarPage leavesTheBrowserTo(String url, Person person) {
    BrowserContext browser = page.context();
    page.close();
    browser.clearCookies();
    return signIn(browser.newPage(), url, person);
  }

  /** This window is left open, and somebody else signs in with the same browser, in another. */
  CalendarPage isLeftOpenTo(String url, Person person) {
    page.context().clearCookies();
    return signIn(page.context().newPage(), url, person);
  }

  /** What there is is shown, and what happens will be, too. */
  CalendarPage isLive() {
    page.locator("html[data-connection=live][data-feed-seq]").waitFor(attached());
    page.evaluate("() => (window.neverReloaded = true)");
    return this;
  }

  boolean isConnected() {
    return page.locator("html[data-connection=live]").count() > 0;
  }

  CalendarPage lists(GoogleCalendar... calendars) {
    for (GoogleCalendar calendar : calendars) {
      page.locator("#sidebar .calendar").filter(hasText(calendar.summary())).waitFor();
    }
    return this;
  }

  CalendarPage sees(GoogleEvent event) {
    page.waitForFunction(
        SHOWS,
        List.of(
            event.id(), event.summary(), DAY.format(event.start()), TIME.format(event.start())));
    return this;
  }

  /** What it saw before goes away, or what it must not see is not there. */
  CalendarPage seesNothingOf(GoogleEvent event) {
    page.waitForFunction(
        "id => !document.querySelector(`#grid [data-event-id^=\"${id}\"]`)", event.id());
    return this;
  }

  CalendarPage seesInstances(GoogleEvent series, int count) {
    page.waitForFunction(
        "([id, count]) => document.querySelectorAll(`#grid [data-event-id^=\"${id}\"]`).length === count",
        List.of(series.id(), count));
    return this;
  }

  /** Whoever may write to no calendar sees so before they try. */
  CalendarPage offersNoNewEvent() {
    page.locator("#create[aria-disabled=true]").waitFor();
    return this;
  }

  /** How many elements the page draws for events with such a summary. */
  int countOf(String summary) {
    return page.locator("#grid [data-event-id]").filter(hasText(summary)).count();
  }

  /** The feed's number up to which the page shows everything. */
  CalendarPage hasReached(long feedSeq) {
    page.waitForFunction(
        "seq => Number(document.documentElement.dataset.feedSeq) >= seq", Math.toIntExact(feedSeq));
    return this;
  }

  void wasNeverReloaded() {
    if (!Boolean.TRUE.equals(page.evaluate("() => window.neverReloaded === true"))) {
      throw new AssertionError("the page was loaded anew");
    }
  }

  /** From now on it is noted when a text such as "Edit 7" appears. */
  Sightings sightings() {
    return Sightings.on(page);
  }

  /** Another app is before this tab, as on a phone. */
  CalendarPage isOutOfSight(boolean hidden) {
    page.evaluate(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
    return this;
  }

  /** No calendar of this person is still being read, and some event is shown. */
  CalendarPage isFull() {
    page.waitForFunction(
        """
        () =>
          document.querySelector('#sidebar [data-health]') &&
          !document.querySelector('#sidebar [data-health=SYNCING]') &&
          document.querySelector('#grid [data-event-id]')
        """);
    return this;
  }

  CalendarPage show(String view) {
    page.locator("[data-view=" + view + "]").click();
    return this;
  }

  CalendarPage in(ColorScheme theme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    return this;
  }

  CalendarPage picture(String name) {
    Path path = Folders.screenshots().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(path));
    return this;
  }

  /** The accounts page, in a tab beside this one, by the way that the header shows. */
  AccountsPage accounts(String url) {
    page.locator("#account").click();
    page.locator("#to-accounts[href='/accounts']").waitFor();
    page.keyboard().press("Escape");
    return AccountsPage.in(page.context().newPage(), url);
  }

  /** The session is over, and nothing of it is left on the page or in the way to the next. */
  void isSignedOut() {
    page.locator("html[data-page=signed-out]").waitFor(attached());
    page.keyboard().press("/");
    assertThat(page.locator("dialog[open]").count()).isZero();
    page.locator("#sign-in").click(new Locator.ClickOptions().setTrial(true));
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }
}
