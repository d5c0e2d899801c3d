package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;

/**
 * A mouse over the week: its hours, and above them the row of whole days. Days are counted from
 * zero.
 */
final class WeekGrid {
  private static final double EDGE = 3; // pixels, within what can be stretched
  private static final double HOUR = 50; // pixels

  private final Page page;

  WeekGrid(Page page) {
    this.page = page;
  }

  /** Selects whole days. */
  void selectsDays(int from, int to) {
    BoundingBox first = wholeDay(from);
    drag(middle(first), first.y + first.height - EDGE, middle(wholeDay(to)) - middle(first), 0);
  }

  /** Takes what lasts whole days to others. */
  void movesDays(String summary, int days) {
    BoundingBox event = box(summary);
    drag(event.x + 20, event.y + event.height / 2, days * width(), 0);
  }

  /** Takes the last day of what lasts whole days further. */
  void stretchesDays(String summary, int days) {
    BoundingBox event = hovered(summary);
    drag(event.x + event.width - EDGE, event.y + event.height / 2, days * width(), 0);
  }

  /** Takes the first day of what lasts whole days elsewhere. */
  void stretchesDaysFromTheStart(String summary, int days) {
    BoundingBox event = hovered(summary);
    drag(event.x + EDGE, event.y + event.height / 2, days * width(), 0);
  }

  /** Takes the beginning of an event to another hour. */
  void stretchesFromTheStart(String summary, int hours) {
    BoundingBox event = hovered(summary);
    drag(event.x + event.width / 2, event.y + EDGE, 0, hours * HOUR);
  }

  /** Takes what lasts whole days down to an hour, on the day where it began. */
  void dropsOnHour(String summary, int hour) {
    BoundingBox event = box(summary);
    BoundingBox slot =
        page.locator(".fc-timegrid-slot-lane[data-time='%02d:00:00']".formatted(hour))
            .boundingBox();
    double y = event.y + event.height / 2;
    drag(event.x + 20, y, 0, slot.y + EDGE - y);
  }

  /** Takes an event up to the whole days. */
  void liftsToDays(String summary) {
    BoundingBox event = box(summary);
    BoundingBox day = wholeDay(0);
    double y = event.y + event.height / 2;
    drag(event.x + event.width / 2, y, 0, day.y + day.height / 2 - y);
  }

  /** Presses, moves and lets go. */
  void drag(double x, double y, double dx, double dy) {
    var steps = new Mouse.MoveOptions().setSteps(4);
    page.mouse().move(x, y);
    page.mouse().down();
    page.mouse().move(x + dx / 2, y + dy / 2, steps);
    page.mouse().move(x + dx, y + dy, steps);
    page.mouse().up();
  }

  /** What an event can be stretched by is there while the mouse is over it. */
  private BoundingBox hovered(String summary) {
    event(summary).hover();
    return box(summary);
  }

  private BoundingBox box(String summary) {
    return event(summary).boundingBox();
  }

  private Locator event(String summary) {
    return page.locator("#grid .fc-event")
        .filter(new Locator.FilterOptions().setHasText(summary))
        .first();
  }

  private BoundingBox wholeDay(int which) {
    return page.locator(".fc-timegrid .fc-daygrid-day").nth(which).boundingBox();
  }

  private double width() {
    return wholeDay(0).width;
  }

  private static double middle(BoundingBox box) {
    return box.x + box.width / 2;
  }
}
