package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole days, in the editor and under a mouse, and the way between them and hours. */
class AllDayEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void wholeDaysAreSelectedMovedAndStretchedOnBothSides() {
    Page window = browsers.open(system);
    EditingPage page = signedIn(window);
    WeekGrid week = new WeekGrid(window);

    week.selectsDays(1, 2);
    page.hasEditor().types("Trip").presses("Enter").isTold("“Trip” is saved at Google");
    assertThat(days("Trip")).isEqualTo(from(TUESDAY, THURSDAY));

    week.movesDays("Trip", 1);
    page.isTold("“Trip” is saved at Google");
    assertThat(days("Trip")).isEqualTo(from(WEDNESDAY, FRIDAY));
    week.stretchesDays("Trip", 1);
    page.isTold("“Trip” is saved at Google");
    assertThat(days("Trip")).isEqualTo(from(WEDNESDAY, SATURDAY));
    week.stretchesDaysFromTheStart("Trip", -2);
    page.isTold("“Trip” is saved at Google");
    assertThat(days("Trip")).isEqualTo(from(MONDAY, SATURDAY));

    page.presses("Control+z").isTold("“Trip” is as it was");
    page.presses("Control+z").isTold("“Trip” is as it was");
    page.presses("Control+z").isTold("“Trip” is as it was");
    assertThat(days("Trip")).isEqualTo(from(TUESDAY, THURSDAY));
  }

  @Test
  void wholeDaysBecomeAnHourAndAnHourAWholeDay() {
    mia.creates(own, "Lunch", Week.on(THURSDAY, 12));
    Page window = browsers.open(system);
    EditingPage page = signedIn(window).sees("Lunch");
    WeekGrid week = new WeekGrid(window);

    week.stretchesFromTheStart("Lunch", -1);
    page.isTold("“Lunch” is saved at Google");
    assertThat(hours("Lunch")).isEqualTo(Week.on(THURSDAY, 11) + " to " + Week.on(THURSDAY, 13));
    week.liftsToDays("Lunch");
    page.isTold("“Lunch” is saved at Google");
    assertThat(days("Lunch")).isEqualTo(from(THURSDAY, FRIDAY));
    week.dropsOnHour("Lunch", 10);
    page.isTold("“Lunch” is saved at Google");
    assertThat(hours("Lunch")).isEqualTo(Week.on(THURSDAY, 10) + " to " + Week.on(THURSDAY, 11));

    page.presses("Control+z").isTold("“Lunch” is as it was");
    assertThat(days("Lunch")).isEqualTo(from(THURSDAY, FRIDAY));
    page.presses("Control+z").isTold("“Lunch” is as it was");
    assertThat(hours("Lunch")).isEqualTo(Week.on(THURSDAY, 11) + " to " + Week.on(THURSDAY, 13));
  }

  @Test
  void editorTakesAnEventToWholeDaysAndBack() {
    mia.creates(own, "Lunch", Week.on(THURSDAY, 12));
    EditingPage page = signedIn(browsers.open(system));

    page.edits("Lunch").clicks("edit-all-day").fills("end-day", day(FRIDAY)).saves();
    page.isTold("“Lunch” is saved at Google");
    assertThat(days("Lunch")).isEqualTo(from(THURSDAY, SATURDAY));
    page.edits("Lunch").clicks("edit-all-day").fills("start-clock", "15:00");
    page.fills("end-day", day(THURSDAY)).fills("end-clock", "16:30").saves();
    page.isTold("“Lunch” is saved at Google");
    assertThat(hours("Lunch"))
        .isEqualTo(Week.on(THURSDAY, 15) + " to " + Week.on(THURSDAY, 16).plusSeconds(1800));

    page.edits("Lunch").fills("end-day", day(WEDNESDAY)).saves().hasEditor();
    assertThat(page.sent()).hasSize(2);
  }

  @Test
  void wholeDayThatIsGivenAnHourLastsOne() {
    Page window = browsers.open(system);
    EditingPage page = signedIn(window);
    new WeekGrid(window).selectsDays(1, 1);
    page.hasEditor().types("Dentist").clicks("edit-all-day").fills("start-clock", "14:00").saves();
    page.isTold("“Dentist” is saved at Google");
    assertThat(hours("Dentist")).isEqualTo(Week.on(TUESDAY, 14) + " to " + Week.on(TUESDAY, 15));
  }

  /** The grid draws what takes no time as an hour. */
  @Test
  void momentThatIsDraggedIsStillAMoment() {
    Map<String, String> noon = Map.of("dateTime", Week.on(TUESDAY, 12).toString());
    new GoogleEdits(new Http(), system.googleUrl(), mia)
        .insert(own, Map.of("summary", "Launch", "start", noon, "end", noon));
    EditingPage page = signedIn(browsers.open(system)).sees("Launch");
    page.drags("Launch", 1, 0).isTold("“Launch” is saved at Google");
    assertThat(hours("Launch")).isEqualTo(Week.on(WEDNESDAY, 12) + " to " + Week.on(WEDNESDAY, 12));
  }

  private EditingPage signedIn(Page window) {
    return CalendarPage.signIn(window, system.url(), mia).show("week").lists(own).editing();
  }

  private String days(String summary) {
    Event event = event(summary);
    return event.getStart().getDate() + " to " + event.getEnd().getDate();
  }

  private String hours(String summary) {
    Event event = event(summary);
    return Instant.ofEpochMilli(event.getStart().getDateTime().getValue())
        + " to "
        + Instant.ofEpochMilli(event.getEnd().getDateTime().getValue());
  }

  private Event event(String summary) {
    return mia.find(own, summary).orElseThrow();
  }

  private static String from(DayOfWeek first, DayOfWeek end) {
    return day(first) + " to " + day(end);
  }

  private static String day(DayOfWeek day) {
    return Week.on(day, 0).toString().substring(0, 10);
  }
}
