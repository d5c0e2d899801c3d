package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The accounts page in somebody's browser, beside their calendar. */
final class AccountsPage {
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private AccountsPage(Page page) {
    this.page = page;
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text() + " " + message.location());
      }
    });
  }

  /** Opens it in a further tab of a browser that is signed in. */
  static AccountsPage in(Page page, String url) {
    var accounts = new AccountsPage(page);
    page.navigate(url + "/accounts");
    return accounts.isLive();
  }

  AccountsPage isLive() {
    page.locator("html[data-connection=live]").waitFor(attached());
    return this;
  }

  /** Sets out to connect the account of this person, and comes back from Google. */
  AccountsPage connects(Person person) {
    page.locator("#connect").click();
    page.locator("button.account[data-email='" + person.email() + "']").click();
    page.locator("#allow").click();
    page.locator(".pending-card .address").filter(hasText(person.email())).waitFor();
    return isLive();
  }

  AccountsPage confirms() {
    page.locator(".pending-card .button.primary").click();
    page.locator(".pending-card").waitFor(detached());
    return this;
  }

  AccountsPage declines() {
    page.locator(".pending-card .button:not(.primary)").click();
    page.locator(".pending-card").waitFor(detached());
    return this;
  }

  AccountsPage lists(Person person) {
    card(person).waitFor();
    return this;
  }

  AccountsPage listsNo(Person person) {
    card(person).waitFor(detached());
    return this;
  }

  /** A calendar of the list, and in words how it fares. */
  AccountsPage says(GoogleCalendar calendar, String health) {
    row(calendar).filter(hasText(health)).waitFor();
    return this;
  }

  /** What is wrong with an account, and what to do. */
  AccountsPage says(Person person, String words) {
    card(person).locator(".notice").filter(hasText(words)).waitFor();
    return this;
  }

  AccountsPage saysOfDelivery(String words) {
    page.locator("#delivery").filter(hasText(words)).waitFor();
    return this;
  }

  AccountsPage switches(GoogleCalendar calendar) {
    row(calendar).locator("input").click();
    return this;
  }

  /** Takes the way that the page offers, and allows at Google what is asked for. */
  AccountsPage reconnects(Person person) {
    card(person).locator(".notice .button").click();
    page.locator("#allow").click();
    return isLive();
  }

  /** The trouble that there was is over. */
  AccountsPage isWell(Person person) {
    card(person).locator(".notice").waitFor(detached());
    return this;
  }

  AccountsPage disconnects(Person person) {
    card(person).locator("footer .button").click();
    return answersYes("leave Calsync");
  }

  void deletesEverything() {
    page.locator("#delete-everything").click();
    answersYes("cannot be undone");
    isSignedOut();
  }

  void signsOutEverywhere() {
    page.locator("#sign-out-everywhere").click();
    answersYes("Every browser and device");
    isSignedOut();
  }

  /** All that can be used is reached by the keyboard, and the skip link is the first of it. */
  AccountsPage isReachedByKeyboard(String selector, int steps) {
    for (int step = 0; step < steps; step++) {
      page.keyboard().press("Tab");
      if (page.locator(selector + ":focus").count() > 0) {
        return this;
      }
    }
    throw new AssertionError(selector + " was not reached within " + steps + " steps");
  }

  /** What a browser says when something is refused or broken; none of it may be ours. */
  AccountsPage hasNothingToComplainOf() {
    if (!complaints.isEmpty()) {
      throw new AssertionError("the browser complained: " + complaints);
    }
    return this;
  }

  /** Nothing is wider than the window. */
  AccountsPage picture(String name, int width, ColorScheme theme) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    page.waitForFunction("() => document.documentElement.scrollWidth <= innerWidth");
    Path path = Folders.screenshots().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(path).setFullPage(true));
    return this;
  }

  /** The dialog before something is disconnected, as a picture; then no. */
  AccountsPage pictureOfQuestion(String name, Person person) {
    card(person).locator("footer .button").click();
    page.locator("#question[open]").waitFor();
    Path path = Folders.screenshots().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(path));
    page.keyboard().press("Escape");
    return lists(person);
  }

  /** As it is where nobody set a public address. */
  AccountsPage withoutPublicAddress() {
    return answering("\"pushed\":true", "\"pushed\":false");
  }

  /** As it is two days before Google ends the grants of an app in testing. */
  AccountsPage warned(String warning) {
    return answering("\"warning\":null", "\"warning\":\"" + warning + "\"");
  }

  private AccountsPage answering(String other, String instead) {
    page.route(
        "**/api/accounts",
        route -> {
          var answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(answer.text().replace(other, instead)));
        });
    page.reload();
    return isLive();
  }

  private AccountsPage answersYes(String said) {
    page.locator("#question[open]").filter(hasText(said)).waitFor();
    page.locator("#question-yes").click();
    return this;
  }

  private void isSignedOut() {
    page.locator("html[data-page=signed-out]").waitFor(attached());
  }

  private Locator card(Person person) {
    return page.locator("#accounts .account-card[aria-label='" + person.email() + "']");
  }

  private Locator row(GoogleCalendar calendar) {
    return page.locator("#accounts .calendar")
        .filter(new Locator.FilterOptions().setHas(page.getByText(calendar.summary(), exact())))
        .first();
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }

  private static Locator.WaitForOptions detached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }
}
