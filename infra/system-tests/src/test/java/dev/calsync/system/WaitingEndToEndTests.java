package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long people wait for what they did, saw or opened. The sizes are system properties. */
@Alone("it measures")
class WaitingEndToEndTests {
  private static final int EVENTS = Integer.getInteger("loads.events", 1_000);
  private static final int TIMES = Integer.getInteger("loads.times", 3);
  private static final int DROPS = Integer.getInteger("edits.drops", 6);
  private static final int DAYS = 26; // from the second on: in the month in every zone

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");

  @Test
  void everyEventOfAFullMonthIsThereAsSoonAsThePageCanBeUsed() {
    google.fills(mia.ownCalendar(), thisMonth());
    system.signIn(mia).live(mia.ownCalendar());
    Page page = browsers.newPage();
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).show("month");
    var loads = new TimedLoads(page);
    var delays =
        new Delays(
            "from opening the page until it can be used, %,d events in view".formatted(EVENTS));
    for (int i = 0; i < TIMES; i++) {
      delays.add(Duration.ofNanos((long) (loads.again() * 1e6)));
      assertThat(loads.events()).isEqualTo(EVENTS);
    }
    System.out.println(delays);
    calendar.isLive().editing().presses("c").hasEditor();
  }

  @Test
  void hundredEditsAreSeenAndTimed() {
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    system.signIn(mia).live(team);
    Sightings sightings = browsers.inMotion().signIn(system, mia).sightings();
    GoogleEvent event = noor.creates(team, "Edit 0", Week.on(DayOfWeek.WEDNESDAY, 12));

    var delays = new Delays("edit at Google → visible in the page");
    for (int i = 1; i <= 100; i++) {
      var edit = delays.begin();
      noor.renames(event, "Edit " + i);
      edit.endedAt(sightings.of("Edit " + i));
    }
    delays.print();
  }

  @Test
  void dropsAreTimed() {
    mia.creates(mia.ownCalendar(), "Ball", Week.on(DayOfWeek.TUESDAY, 9));
    TimedDrops drops =
        browsers
            .inMotion()
            .signIn(system, mia)
            .lists(mia.ownCalendar())
            .editing()
            .sees("Ball")
            .timesDrops();

    var delays = new Delays("drop in the page → saved at Google");
    for (int i = 0; i < DROPS; i++) {
      double millis = drops.of("Ball", i % 2 == 0 ? 1 : -1);
      delays.add(Duration.ofNanos((long) (millis * 1e6)));
    }
    delays.print();
  }

  private static List<Map<String, Object>> thisMonth() {
    YearMonth month = YearMonth.now(ZoneOffset.UTC);
    return IntStream.range(0, EVENTS)
        .<Map<String, Object>>mapToObj(number -> {
          String day = month.atDay(2 + number % DAYS).toString();
          String time = "T%02d:%02d:00Z".formatted(8 + number / DAYS % 10, number % 60);
          Map<String, String> at = Map.of("dateTime", day + time);
          return Map.of("summary", "Event " + number, "start", at, "end", at);
        })
        .toList();
  }
}
