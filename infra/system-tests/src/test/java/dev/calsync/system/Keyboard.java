package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody who has no mouse: what is to be used has to be reached first. */
final class Keyboard {
  /** A page full of calendars and events has no more stops than this. */
  private static final int STOPS = 80;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Goes on to what is marked so, and has it before it was all around the page. */
  Keyboard tabsTo(String selector) {
    return goesTo("Tab", page.locator(selector));
  }

  Keyboard tabsBackTo(String selector) {
    return goesTo("Shift+Tab", page.locator(selector));
  }

  /** Goes on to an event of the grid; the first one with such a summary. */
  Keyboard tabsToEvent(String summary) {
    return goesTo(
        "Tab",
        page.locator("#grid .fc-event").filter(new Locator.FilterOptions().setHasText(summary)));
  }

  Keyboard presses(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  Keyboard types(String text) {
    page.keyboard().type(text);
    return this;
  }

  /** This dialog opens by itself, and the focus is in it. */
  Keyboard isIn(String dialog) {
    page.locator("#" + dialog + "[open]").waitFor();
    page.waitForFunction(
        "id => document.getElementById(id).contains(document.activeElement)", dialog);
    return this;
  }

  /** What is marked so has the focus by itself. */
  Keyboard isOn(String selector) {
    page.waitForFunction("selector => document.activeElement.matches(selector)", selector);
    return this;
  }

  /** However far it goes on, it comes to nothing but what is marked so. */
  Keyboard leavesNever(String selector, int stops) {
    for (int stop = 0; stop < stops; stop++) {
      page.keyboard().press("Tab");
      Object reached =
          page.evaluate(
              "selector => document.activeElement.matches(`body, ${selector}`) || document.activeElement.outerHTML",
              selector);
      assertThat(reached).isEqualTo(true);
    }
    return this;
  }

  /** An event is opened, and from there its editor. */
  Keyboard edits(String summary) {
    return opens(summary).tabsTo("#details-edit").presses("Enter").isIn("editor");
  }

  Keyboard opens(String summary) {
    return tabsToEvent(summary).presses("Enter").isIn("details");
  }

  private Keyboard goesTo(String key, Locator wanted) {
    wanted.first().waitFor();
    for (int stop = 0; stop < STOPS; stop++) {
      page.keyboard().press(key);
      if (Boolean.TRUE.equals(
          wanted.first().evaluate("wanted => wanted === document.activeElement"))) {
        return this;
      }
    }
    Object reached = page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)");
    throw new AssertionError("not reached: " + wanted + ", but " + reached);
  }
}
