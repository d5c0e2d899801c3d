package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What somebody does in Google shows in the page, which is never reloaded. */
@ResourceLock("ada@example.com")
class LivePageEndToEndTests {
  /**
   * What reaches out of the window once it is laid out; an event that goes on after the last day
   * may touch the edge.
   */
  private static final String CUT_OFF =
      """
      async () => {
        await new Promise((done) => setTimeout(done, 200)); // FullCalendar waits that long, too
        const all = document.querySelectorAll('.bar :not(.skip, .unseen), .stage, #grid a, .fc-col-header-cell');
        const names = [...all]
          .filter((el) => el.checkVisibility() && !el.closest('[popover], .unseen, .title'))
          .map((el) => [el.outerHTML.slice(0, 120), el.getBoundingClientRect()])
          .filter(([, { left, right }]) => left < -1 || right > innerWidth + 4)
          .map(([name, { left, right }]) => `${name} ${left}-${right}`);
        const title = document.getElementById('title');
        if (title.scrollWidth > title.clientWidth || title.scrollHeight > title.clientHeight + 1) {
          names.push(`the title, ${title.scrollWidth} in ${title.clientWidth}`);
        }
        return document.documentElement.scrollWidth > innerWidth ? ['the page', ...names] : names;
      }
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  @Test
  void whoSignsInSeesTheirCalendars() {
    Person mia = google.somebody("Mia");
    GoogleCalendar team = google.calendar("Team", mia);
    GoogleCalendar choir = google.calendar("Choir", mia);
    GoogleEvent rehearsal = mia.creates(choir, "Rehearsal", Week.on(THURSDAY, 19));

    CalendarPage page = CalendarPage.signIn(browsers.open(system), system.url(), mia).show("week");

    page.lists(mia.ownCalendar(), team, choir).sees(rehearsal).isFull();
  }

  @Test
  @KnownBug({
    Complaint.POLLING_TOO_SLOW,
    Complaint.PAGE_NOT_UPDATED,
    Complaint.CHANGE_NEVER_PASSED_ON
  })
  void eventOfSomebodyElseAppearsMovesAndDisappears() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage page = browsers.signIn(system, mia).lists(team);

    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    page.sees(lunch);
    lunch = noor.renames(lunch, "Long lunch");
    page.sees(lunch);
    lunch = noor.moves(lunch, Week.on(FRIDAY, 13));
    page.sees(lunch);
    noor.deletes(lunch);
    page.seesNothingOf(lunch).wasNeverReloaded();
  }

  @Test
  void seriesShowsItsInstancesAndLosesTheCancelledOne() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage page = browsers.signIn(system, mia).lists(team);

    GoogleEvent standup = noor.createsDaily(team, "Standup", Week.on(MONDAY, 9), 5);
    page.seesInstances(standup, 5);
    noor.cancels(standup, Week.on(WEDNESDAY, 9));
    page.seesInstances(standup, 4).wasNeverReloaded();
  }

  @Test
  void pageIsWorthAPictureAtAnyWidth() {
    Person ada = google.known("ada@example.com");
    system.signIn(ada).allInSync();
    Page window = browsers.open(system);
    CalendarPage page = CalendarPage.signIn(window, system.url(), ada).isFull();
    Map<String, ViewportSize> sizes = new LinkedHashMap<>();
    sizes.put("wide", new ViewportSize(1440, 900));
    sizes.put("at-200-percent", new ViewportSize(720, 450));
    sizes.put("phone", new ViewportSize(360, 740));
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.in(theme);
      sizes.forEach((size, pixels) -> {
        window.setViewportSize(pixels.width, pixels.height);
        for (String view : List.of("month", "week", "day", "agenda")) {
          page.show(view);
          assertThat((List<?>) window.evaluate(CUT_OFF)).as("%s, %s", view, size).isEmpty();
          page.picture("%s-%s-%s".formatted(theme, view, size).toLowerCase(Locale.ROOT));
        }
      });
    }
    browsers.signInOnAPhone(system, ada).isFull().picture("phone");
  }
}
