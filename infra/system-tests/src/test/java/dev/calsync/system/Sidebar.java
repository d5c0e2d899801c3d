package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** What stands beside the calendar: accounts, their calendars, and how each fares. */
final class Sidebar {
  private final Page page;

  Sidebar(Page page) {
    this.page = page;
  }

  Sidebar loadedAnew() {
    page.reload();
    return this;
  }

  /** How a calendar fares, in words under its name. */
  Sidebar says(GoogleCalendar calendar, String health) {
    row(calendar).locator(".health").filter(hasText(health)).waitFor();
    return this;
  }

  /** Why it fares so, to whoever points at that. */
  void explains(GoogleCalendar calendar, String why) {
    row(calendar).locator(".health[title*='" + why + "']").waitFor();
  }

  void warnsAndLeadsToTheAccounts(Person person, String words) {
    page.locator("#sidebar .account[aria-label='" + person.email() + "'] .notice")
        .filter(hasText(words))
        .locator("a[href='/accounts']")
        .click();
    page.locator("#accounts .account-card .notice").filter(hasText(words)).waitFor();
  }

  private Locator row(GoogleCalendar calendar) {
    return page.locator("#sidebar .calendar").filter(hasText(calendar.summary())).first();
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
