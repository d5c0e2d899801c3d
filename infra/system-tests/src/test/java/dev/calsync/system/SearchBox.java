package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Where somebody looks for events on the calendar page. */
final class SearchBox {
  private final Page page;

  SearchBox(Page page) {
    this.page = page;
  }

  SearchBox opensByKey() {
    page.keyboard().press("/");
    page.locator("#search[open]").waitFor();
    return this;
  }

  SearchBox looksFor(String words) {
    page.locator("#search-words").fill(words);
    return this;
  }

  SearchBox finds(String text) {
    hit(text).waitFor();
    return this;
  }

  SearchBox isTold(String text) {
    page.locator("#search-note").filter(new Locator.FilterOptions().setHasText(text)).waitFor();
    return this;
  }

  /** Goes down with the keyboard to what was found first, and opens it. */
  SearchBox takesTheFirst() {
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    return this;
  }

  SearchBox picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Folders.screenshots().resolve(name + ".png")));
    return this;
  }

  private Locator hit(String text) {
    return page.locator("#search-found .hit")
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }
}
