package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A laptop wakes up in another time zone than it fell asleep in, with the page open. */
class ZoneChangeEndToEndTests {
  private static final String FAR = "Asia/Tokyo"; // nine hours ahead, all the year

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  /** In two weeks: this one may be over there already. */
  private final GoogleEvent lunch =
      mia.creates(own, "Lunch", Week.on(DayOfWeek.TUESDAY, 12).plus(Duration.ofDays(14)));

  private Page page;
  private CDPSession machine;

  @BeforeEach
  void open() {
    page = browsers.inNoZoneOfTheirOwn().newPage();
    machine = page.context().newCDPSession(page);
    isIn("UTC");
  }

  @Test
  void pageShowsEverythingByTheClockOfTheNewZone() {
    signsIn();
    isIn(FAR);
    showsAt("21:00");
  }

  @Test
  void pageIsNotLoadedAnewUnderWhoeverHasADialogOpen() {
    page.clock().install();
    CalendarPage calendar = signsIn();
    EditingPage editing = calendar.editing().presses("c").hasEditor().types("Breakfast");
    isIn(FAR);
    page.clock().fastForward(60_000);
    page.evaluate("() => window.dispatchEvent(new Event('focus'))");
    Held.isDrawn(page);
    calendar.wasNeverReloaded();

    Locator question = page.locator("#edit-start-fault:not([hidden])");
    editing.presses("Enter");
    question.filter(new Locator.FilterOptions().setHasText("Your clock is that of")).waitFor();
    assertThat(editing.sent()).isEmpty();
    editing.presses("Enter");
    await().until(() -> mia.find(own, "Breakfast").isPresent());
    showsAt("21:00");
  }

  @Test
  void pageIsNotLoadedAnewWhileNobodyAnswers() {
    page.clock().install();
    CalendarPage calendar = signsIn();
    page.context().setOffline(true);
    isIn(FAR);
    page.clock().fastForward(60_000);
    Held.isDrawn(page);
    calendar.wasNeverReloaded();

    page.context().setOffline(false);
    page.clock().fastForward(60_000);
    showsAt("21:00");
  }

  /** Where it was dropped is an hour of the old zone, and would be read as one of the new. */
  @Test
  void eventThatIsDroppedBeforeThePageWasLoadedAnewStaysWhereItWas() {
    EditingPage editing = signsIn().editing().presses("Shift"); // keeps the page for some seconds
    isIn(FAR);
    editing.drags("Lunch", 1, 1);
    showsAt("21:00");
    assertThat(editing.sent()).isEmpty();
    assertThat(mia.find(own, "Lunch").orElseThrow().getStart().getDateTime().getValue())
        .isEqualTo(lunch.start().toEpochMilli());
  }

  private CalendarPage signsIn() {
    page.navigate(system.url());
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own).show("week");
    calendar.editing().presses("j", "j");
    return calendar.sees(lunch);
  }

  private void isIn(String zone) {
    var override = new JsonObject();
    override.addProperty("timezoneId", zone);
    machine.send("Emulation.setTimezoneOverride", override);
  }

  private void showsAt(String clock) {
    page.locator("#grid .fc-event[title*='" + clock + "']")
        .filter(new Locator.FilterOptions().setHasText("Lunch"))
        .waitFor();
  }
}
