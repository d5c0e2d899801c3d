package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever has no mouse reaches whatever others do with one: by Tab, Enter and the arrows. */
class KeyboardEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void timeCalendarAndPartsOfASeriesAreChanged() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    mia.creates(own, "Dentist", Week.on(TUESDAY, 9));
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 14), 5);
    Page window = opens(choir);
    var page = new EditingPage(window);
    var keys = new Keyboard(window);
    page.seesTimes("Standup", 5);

    keys.edits("Dentist").tabsTo("#edit-start-clock").presses("ArrowUp", "ArrowUp", "Enter");
    page.isTold("Saving").isTold("is saved at Google");
    Event dentist = mia.find(own, "Dentist").orElseThrow();
    assertThat(startOf(dentist)).isEqualTo(Week.on(TUESDAY, 11));
    assertThat(dentist.getEnd().getDateTime().getValue())
        .isEqualTo(Week.on(TUESDAY, 12).toEpochMilli());

    keys.edits("Dentist").tabsTo("#edit-calendar").types("Choir");
    keys.tabsTo("#editor-save").presses("Enter");
    page.isTold("on the other calendar");
    assertThat(mia.find(choir, "Dentist")).isPresent();

    keys.edits("Standup").presses("Control+a").types("Solo").presses("Enter");
    keys.isIn("question").tabsTo("#question-this").presses("Enter");
    page.isTold("is saved at Google").seesTimes("Solo", 1).seesTimes("Standup", 4);
    keys.edits("Standup").presses("Control+a").types("Huddle").presses("Enter");
    keys.isIn("question").tabsTo("#question-following").presses("Enter");
    page.isTold("Saving").isTold("is saved at Google").seesTimes("Huddle", 4).canBeMoved("Huddle");

    keys.opens("Huddle").tabsTo("#details-delete").presses("Enter").isIn("question");
    keys.tabsBackTo("#question-no").presses("Enter");
    page.seesTimes("Huddle", 4);
    keys.opens("Huddle").tabsTo("#details-delete").presses("Enter").isIn("question");
    keys.tabsTo("#question-all").presses("Enter");
    page.seesNot("Huddle").isTold("is deleted at Google").seesTimes("Solo", 1);
  }

  @Test
  void invitationIsAnsweredGuestsAreMailedAndAConflictIsSettled() {
    noor.invites(noor.ownCalendar(), "Planning", Week.on(TUESDAY, 9), mia);
    mia.invites(own, "Party", Week.on(WEDNESDAY, 9), noor);
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(THURSDAY, 9));
    Page window = opens(own);
    var page = new EditingPage(window);
    var keys = new Keyboard(window);

    keys.opens("Planning").tabsTo("#answer-tentative").presses("Enter");
    page.isTold("is answered at Google");
    keys.isIn("details").tabsTo("#answer-accepted").presses("Enter");
    page.isTold("Saving").isTold("is answered at Google");
    keys.isIn("details").presses("Escape");
    assertThat(mia.find(own, "Planning").orElseThrow().getAttendees())
        .filteredOn(guest -> guest.getEmail().equals(mia.email()))
        .map(EventAttendee::getResponseStatus)
        .containsExactly("accepted");

    keys.edits("Party").presses("Control+a").types("Feast").presses("Enter").isIn("question");
    keys.tabsTo("#question-all").presses("Enter");
    page.isTold("is saved at Google");
    assertThat(page.sent()).last().asString().contains("\"sendUpdates\":\"all\"");

    keys.edits("Lunch").presses("Control+a").types("Long lunch");
    keys.tabsTo("#edit-location").types("Canteen");
    mia.renames(lunch, "Brunch");
    page.sees("Brunch");
    keys.presses("Enter").isIn("conflict");
    keys.tabsTo("[data-field=title] input[value=mine]").presses("ArrowDown");
    keys.tabsTo("#conflict-chosen").presses("Enter");
    page.isTold("is saved at Google");
    assertThat(mia.find(own, "Brunch").orElseThrow().getLocation()).isEqualTo("Canteen");
  }

  @Test
  void dayThatHasNoRoomForAllOfItIsReadInItsList() {
    IntStream.range(0, 9).forEach(i -> mia.creates(own, "Task " + i, Week.on(TUESDAY, 8 + i)));
    Page window = browsers.open(system);
    CalendarPage.signIn(window, system.url(), mia).lists(own);
    var keys = new Keyboard(window);

    keys.tabsTo(".skip").presses("Enter").tabsTo(".fc-more-link").presses("Enter");
    keys.isOn(".fc-popover[role=dialog] .fc-event");
    Axe.isForEverybody(window);
    keys.presses("Tab", "Enter").isIn("details").presses("Escape").isOn(".fc-popover .fc-event");
    keys.tabsTo(".fc-popover .fc-event:has-text('Task 8')").presses("Enter").isIn("details");
    keys.presses("Escape").isOn(".fc-popover .fc-event");
    keys.tabsBackTo(".fc-popover-close").presses("Enter").isOn(".fc-more-link");
    keys.presses("Space").isOn(".fc-popover .fc-event").presses("Escape").isOn(".fc-more-link");
    assertThat(window.locator(".fc-popover").count()).isZero();
  }

  @Test
  void drawerOfAPhoneIsNotLeftUntilItIsClosed() {
    mia.creates(own, "Dentist", Instant.now());
    Page window = browsers.open(system);
    window.setViewportSize(390, 844);
    CalendarPage.signIn(window, system.url(), mia).isFull();
    var keys = new Keyboard(window);

    keys.tabsTo("#sidebar-toggle").presses("Enter").isOn("#sidebar input");
    keys.leavesNever("#sidebar *, #sidebar-toggle", 8).tabsTo("#sidebar-toggle");
    keys.presses("Escape").isOn("#sidebar-toggle").tabsTo("#grid .fc-event a");
    assertThat(window.locator("#sidebar").isVisible()).isFalse();
  }

  /** The week of whoever has just signed in, from its first event on. */
  private Page opens(GoogleCalendar calendar) {
    Page window = browsers.open(system);
    CalendarPage.signIn(window, system.url(), mia).lists(calendar);
    var keys = new Keyboard(window);
    keys.tabsTo("[data-view=week]").presses("Enter").tabsTo(".skip").presses("Enter");
    return window;
  }

  private static Instant startOf(Event event) {
    return Instant.ofEpochMilli(event.getStart().getDateTime().getValue());
  }
}
