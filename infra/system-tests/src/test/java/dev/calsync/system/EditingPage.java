package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What somebody does to events on the calendar page, and what they are told of it. */
final class EditingPage {
  private static final double HOUR = 50; // pixels of the week's grid

  private final Page page;
  private final Toasts toasts;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  EditingPage(Page page) {
    this.page = page;
    this.toasts = new Toasts(page);
    page.onRequest(request -> {
      if (!request.method().equals("GET") && request.url().contains("/events")) {
        sent.add(request.method() + " " + request.url() + " " + request.postData());
      }
    });
  }

  /** Every edit that left this page, oldest first. */
  List<String> sent() {
    return sent;
  }

  EditingPage presses(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  EditingPage types(String text) {
    page.keyboard().type(text);
    return this;
  }

  /** The editor opens by itself, as a consequence of what was done before. */
  EditingPage hasEditor() {
    page.locator("#editor[open]").waitFor();
    return this;
  }

  EditingPage fills(String field, String value) {
    if (page.locator("#editor-more").isVisible()) {
      page.locator("#editor-more").click();
    }
    page.locator("#edit-" + field).fill(value);
    return this;
  }

  EditingPage chooses(String field, String words) {
    page.locator("#edit-" + field).selectOption(words);
    return this;
  }

  EditingPage saves() {
    return clicks("editor-save");
  }

  /** Goes to an event with the keyboard's focus alone. */
  EditingPage focuses(String summary) {
    event(summary).focus();
    return this;
  }

  EditingPage opens(String summary) {
    return opens(summary, 1);
  }

  /** The first, second, … event with such a summary, from left to right. */
  EditingPage opens(String summary, int which) {
    events(summary).nth(which - 1).click();
    page.locator("#details[open]").waitFor();
    return this;
  }

  EditingPage edits(String summary) {
    return edits(summary, 1);
  }

  EditingPage edits(String summary, int which) {
    return opens(summary, which).clicks("details-edit").hasEditor();
  }

  EditingPage deletes(String summary) {
    return opens(summary).clicks("details-delete");
  }

  /** One of the buttons of what is open. */
  EditingPage clicks(String button) {
    page.locator("#" + button).click();
    return this;
  }

  EditingPage closes() {
    return clicks("details-close");
  }

  EditingPage reads(String text) {
    page.locator("#details[open]").filter(hasText(text)).waitFor();
    return this;
  }

  EditingPage respondsToInvitation(String response) {
    return clicks("answer-" + response).hasAnswered(response);
  }

  EditingPage hasAnswered(String response) {
    page.locator("#answer-" + response + "[aria-pressed=true]").waitFor();
    return this;
  }

  EditingPage isAsked(String title) {
    page.locator("#question[open]").filter(hasText(title)).waitFor();
    return this;
  }

  /** A question with this title is answered. */
  EditingPage answers(String title, String answer) {
    return isAsked(title).clicks("question-" + answer);
  }

  /** Selects two hours of the third day shown, with the mouse. */
  EditingPage selectsTwoHours() {
    BoundingBox day = page.locator(".fc-timegrid-col.fc-day").nth(2).boundingBox();
    double x = day.x + day.width / 2;
    page.mouse().move(x, 400);
    page.mouse().down();
    page.mouse().move(x, 400 + 2 * HOUR - 20, new Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
    return hasEditor();
  }

  EditingPage drags(String summary, int days, int hours) {
    BoundingBox from = event(summary).boundingBox();
    double day = page.locator(".fc-timegrid-col.fc-day").first().boundingBox().width;
    return drag(from.x + from.width / 2, from.y + from.height / 2, days * day, hours * HOUR);
  }

  EditingPage stretches(String summary, int hours) {
    BoundingBox from = event(summary).boundingBox();
    return drag(from.x + from.width / 2, from.y + from.height - 2, 0, hours * HOUR);
  }

  private EditingPage drag(double x, double y, double dx, double dy) {
    new WeekGrid(page).drag(x, y, dx, dy);
    return this;
  }

  /** A line at the bottom says so, after what was told before. */
  EditingPage isTold(String text) {
    toasts.await(text);
    return this;
  }

  EditingPage takesBack() {
    return clicks("toast-action");
  }

  EditingPage sees(String summary) {
    event(summary).waitFor();
    return this;
  }

  EditingPage seesNot(String summary) {
    events(summary)
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return this;
  }

  EditingPage seesTimes(String summary, int count) {
    page.waitForFunction(
        "([text, count]) => [...document.querySelectorAll('#grid .fc-event')].filter((el) => el.textContent.includes(text)).length === count",
        List.of(summary, count));
    return this;
  }

  /** What began a series of its own is known by the name that Google gave it. */
  EditingPage canBeMoved(String summary) {
    page.locator("#grid .fc-event-draggable").filter(hasText(summary)).first().waitFor();
    return this;
  }

  /** An event that is not at Google yet is marked so. */
  EditingPage seesWaiting(String summary, int waiting) {
    page.locator("#grid [data-pending=waiting]").filter(hasText(summary)).first().waitFor();
    page.locator("#waiting").filter(hasText(waiting + " waiting")).waitFor();
    return this;
  }

  EditingPage hasNothingWaiting() {
    page.locator("#waiting")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    return this;
  }

  /** Whether the grid lets this event be dragged. */
  boolean canDrag(String summary) {
    return event(summary).getAttribute("class").contains("fc-event-draggable");
  }

  /** Somebody else was faster, and both sides are shown. */
  ConflictBox hasConflict(String title) {
    return new ConflictBox(this, page, title);
  }

  /** Nothing on this view or dialog keeps anybody from using it, in the light and in the dark. */
  EditingPage isForEverybody() {
    Axe.isForEverybody(page);
    return this;
  }

  /** From now on it measures how long it takes from a drop until Google has it. */
  TimedDrops timesDrops() {
    return new TimedDrops(this, page);
  }

  /** The window is closed, without a word. */
  void closesTheWindow() {
    page.close();
  }

  private Locator events(String summary) {
    return page.locator("#grid .fc-event").filter(hasText(summary));
  }

  private Locator event(String summary) {
    return events(summary).first();
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
