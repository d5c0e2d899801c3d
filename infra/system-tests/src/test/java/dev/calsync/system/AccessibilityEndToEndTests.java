package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What stands around the calendar keeps nobody out either; its views are looked at where edits are.
 */
class AccessibilityEndToEndTests {
  private static final Pattern EVENTS = Pattern.compile("/api/events\\?");

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void wayInMenuBannerAndDrawerAreForEverybody() {
    mia.creates(own, "Lunch", Instant.now());
    Page page = browsers.newPage();
    page.navigate(system.url() + "/?signin=session_ended");
    page.locator("#signin-message").waitFor();
    Axe.isForEverybody(page);

    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own);
    page.locator("#account").click();
    page.locator("#account-menu").waitFor();
    Axe.isForEverybody(page);
    page.keyboard().press("Escape");

    page.route(EVENTS, Route::abort);
    page.reload();
    page.locator("#banner").waitFor();
    Axe.isForEverybody(page);
    page.unroute(EVENTS);
    calendar.isLive().lists(own);
    page.locator("#banner")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

    page.setViewportSize(390, 844);
    page.locator("#sidebar-toggle").click();
    page.locator("#shade").waitFor();
    Axe.isForEverybody(page);
    page.keyboard().press("Escape");
    for (String view : List.of("month", "week", "day", "agenda")) {
      calendar.show(view).isFull();
      Axe.isForEverybody(page);
    }

    page.navigate(system.url() + "/nowhere-at-all");
    Axe.isForEverybody(page);
  }

  @Test
  void accountsPageAndItsQuestionsAreForEverybody() {
    Page page = browsers.open(system);
    CalendarPage.signIn(page, system.url(), mia).lists(own);
    AccountsPage.in(page, system.url()).lists(mia);
    Axe.isForEverybody(page);
    page.setViewportSize(390, 844);
    Axe.isForEverybody(page);
    for (String button : List.of("footer .button", "#sign-out-everywhere", "#delete-everything")) {
      page.locator(button).first().click();
      page.locator("#question[open]").waitFor();
      Axe.isForEverybody(page);
      page.keyboard().press("Escape");
    }
  }
}
