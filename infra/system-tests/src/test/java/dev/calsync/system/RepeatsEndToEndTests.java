package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an event repeats, chosen in the editor. */
class RepeatsEndToEndTests {
  private static final String CHANGED = "Change a repeating event";

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void seriesIsWrittenAndRepeatsOtherwiseFromADayOn() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    page.presses("c").hasEditor().types("Gym").fills("start-day", day());
    page.fills("start-clock", "09:00")
        .fills("end-clock", "10:00")
        .chooses("repeat", "daily")
        .saves();
    page.isTold("“Gym” is saved at Google").seesTimes("Gym", 7);
    assertThat(rules("Gym")).containsExactly(List.of("RRULE:FREQ=DAILY"));

    page.edits("Gym", 3).chooses("repeat", "weekly").saves().answers(CHANGED, "following");
    page.isTold("“Gym” is saved at Google").seesTimes("Gym", 3);
    assertThat(rules("Gym")).hasSize(2).contains(List.of("RRULE:FREQ=WEEKLY"));
    page.presses("Control+z").isTold("“Gym” is one series again").seesTimes("Gym", 7);
    assertThat(rules("Gym")).containsExactly(List.of("RRULE:FREQ=DAILY"));

    page.edits("Gym", 4).chooses("repeat", "none").saves().answers(CHANGED, "following");
    page.isTold("“Gym” is saved at Google").seesTimes("Gym", 4);
    assertThat(mia.list(own)).hasSize(2);
    page.presses("Control+z").isTold("“Gym” is one series again").seesTimes("Gym", 7);
    assertThat(mia.list(own)).hasSize(1);
  }

  @Test
  void wholeSeriesRepeatsOtherwiseOrNoMore() {
    mia.createsDaily(own, "Gym", Week.on(MONDAY, 9), 5);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Gym", 5);

    page.edits("Gym", 2).chooses("repeat", "weekly").saves().answers(CHANGED, "all");
    page.isTold("“Gym” is saved at Google").seesTimes("Gym", 1);
    assertThat(startOf("Gym")).isEqualTo(Week.on(MONDAY, 9));
    page.presses("Control+z").isTold("“Gym” is as it was").seesTimes("Gym", 5);

    page.edits("Gym", 3).chooses("repeat", "none").saves().answers(CHANGED, "all");
    page.isTold("“Gym” is saved at Google").seesTimes("Gym", 1);
    assertThat(rules("Gym")).isEmpty();
    page.presses("Control+z").isTold("“Gym” is as it was").seesTimes("Gym", 5);
    assertThat(rules("Gym")).containsExactly(List.of("RRULE:FREQ=DAILY;COUNT=5"));
  }

  @Test
  void singleEventBecomesASeriesAndASingleOneAgain() {
    mia.creates(own, "Gym", Week.on(WEDNESDAY, 9));
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    page.edits("Gym").chooses("repeat", "daily").saves().isTold("“Gym” is saved at Google");
    page.seesTimes("Gym", 5);
    page.presses("Control+z").isTold("“Gym” is as it was").seesTimes("Gym", 1);
    assertThat(rules("Gym")).isEmpty();
    page.drags("Gym", 1, 0).isTold("“Gym” is saved at Google");
    assertThat(startOf("Gym")).isEqualTo(Week.on(THURSDAY, 9));
  }

  private List<List<String>> rules(String summary) {
    return mia.all(own).stream()
        .filter(event -> summary.equals(event.getSummary()) && event.getRecurrence() != null)
        .map(Event::getRecurrence)
        .toList();
  }

  private Instant startOf(String summary) {
    return Instant.ofEpochMilli(
        mia.find(own, summary).orElseThrow().getStart().getDateTime().getValue());
  }

  private static String day() {
    return Week.on(MONDAY, 0).toString().substring(0, 10);
  }
}
