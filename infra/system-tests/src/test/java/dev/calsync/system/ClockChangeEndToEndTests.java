package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the weeks in which the clocks change, everything is where its reader's clock says. */
class ClockChangeEndToEndTests {
  private static final String PLACES =
      """
      (summary) => {
        const lanes = [...document.querySelectorAll('#grid .fc-timegrid-slot-lane[data-time]')];
        return [...document.querySelectorAll('#grid [data-event-id]')]
          .filter((el) => el.title.startsWith(summary))
          .map((el) => {
            const day = el.closest('[data-date]').dataset.date;
            const top = el.getBoundingClientRect().top + 2;
            const lane = lanes.findLast((each) => each.getBoundingClientRect().top <= top);
            if (!el.closest('.fc-daygrid-day')) {
              return `${day}T${lane.dataset.time}`;
            }
            const days = [...document.querySelectorAll('#grid .fc-daygrid-day')];
            const right = el.getBoundingClientRect().right - 2;
            const last = days.findLast((each) => each.getBoundingClientRect().left < right).dataset.date;
            return last === day ? day : `${day} to ${last}`;
          })
          .sort()
          .join();
      }
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();
  private final GoogleEdits edits = new GoogleEdits(new Http(), system.googleUrl(), mia);

  private ZoneId zone = ZoneOffset.UTC;

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/Los_Angeles"})
  void everythingIsOnItsDayAndAtItsHourWhenTheClocksChange(String name) {
    zone = ZoneId.of(name);
    ZoneOffsetTransition forward = next(true);
    ZoneOffsetTransition back = next(false);
    holds("Forward", forward);
    holds("Back", back);
    system.signIn(mia).live(own);
    Page page = browsers.in(name).open(system);
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(own).show("week");

    showsTheWeekOf("Forward", forward, calendar, page);
    areAt(page, "Forward first", beside(forward, -30));
    areAt(page, "Forward second", beside(forward, 30));

    showsTheWeekOf("Back", back, calendar, page);
    areAt(page, "Back first", beside(back, -30));
    areAt(page, "Back second", beside(back, 30));
    assertThat(beside(back, -30)).as("the same hour once more").isEqualTo(beside(back, 30));

    calendar.editing().drags("Back race", 1, 0).isTold("is saved at Google");
    Instant moved = at(day(back), 14).toInstant();
    assertThat(mia.find(own, "Back race").orElseThrow().getStart().getDateTime().getValue())
        .isEqualTo(moved.toEpochMilli());
    calendar.editing().takesBack().isTold("is as it was");
    areAt(page, "Back race", day(back).minusDays(1) + "T14:00:00");

    EditingPage editing = calendar.editing().edits("Back second").fills("end-clock", "05:00");
    editing.saves().isTold("is saved at Google");
    Event second = mia.find(own, "Back second").orElseThrow();
    Instant start = back.getInstant().plus(Duration.ofMinutes(30));
    assertThat(second.getStart().getDateTime().getValue()).isEqualTo(start.toEpochMilli());
    assertThat(second.getEnd().getDateTime().getValue())
        .isEqualTo(at(day(back), 5).toInstant().toEpochMilli());
  }

  /** As programs may write it; Google's client library takes it for UTC. */
  @Test
  void timeWithoutAnOffsetIsByTheClockOfItsZone() {
    String calendar = system.signIn(mia).live(own);
    Page page = browsers.in("Europe/Berlin").open(system);
    CalendarPage.signIn(page, system.url(), mia).lists(own);
    page.evaluate(
        """
        async (path) => {
          const { post } = await import('/js/api.js');
          const at = (hour) => ({ dateTime: `2026-03-01T${hour}:00`, timeZone: 'America/New_York' });
          await post(path, { event: { summary: 'Brunch', start: at(10), end: at(11) } });
        }
        """,
        "/api/calendars/" + calendar + "/events");
    await().atMost(Duration.ofSeconds(20)).until(() -> mia.find(own, "Brunch").isPresent());
    assertThat(mia.find(own, "Brunch").orElseThrow().getStart().getDateTime().getValue())
        .isEqualTo(Instant.parse("2026-03-01T15:00:00Z").toEpochMilli());
  }

  /** The change is on a Sunday, the last day of a week here. */
  private void showsTheWeekOf(
      String prefix, ZoneOffsetTransition change, CalendarPage calendar, Page page) {
    calendar
        .search()
        .opensByKey()
        .looksFor(prefix + " race")
        .finds(prefix + " race")
        .takesTheFirst();
    calendar.editing().reads(prefix + " race").closes().sees(prefix + " daily");
    LocalDate sunday = day(change);
    Stream<String> nines =
        IntStream.rangeClosed(-3, 0).mapToObj(i -> sunday.plusDays(i) + "T09:00:00");
    areAt(page, prefix + " daily", nines.toArray());
    areAt(page, prefix + " all day", sunday);
    areAt(page, prefix + " trip", sunday.minusDays(3) + " to " + sunday.minusDays(1));
    areAt(page, prefix + " race", sunday.minusDays(1) + "T14:00:00");
  }

  private void holds(String prefix, ZoneOffsetTransition change) {
    LocalDate sunday = day(change);
    Instant instant = change.getInstant();
    insert(prefix + " first", instant.minus(Duration.ofMinutes(30)).atZone(zone));
    insert(prefix + " second", instant.plus(Duration.ofMinutes(30)).atZone(zone));
    insert(prefix + " race", at(sunday.minusDays(1), 14));
    String rule = "RRULE:FREQ=DAILY;COUNT=6";
    edits.insert(own, event(prefix + " daily", at(sunday.minusDays(3), 9), rule));
    insert(prefix + " all day", sunday, sunday.plusDays(1));
    insert(prefix + " trip", sunday.minusDays(3), sunday);
  }

  private void insert(String summary, LocalDate first, LocalDate end) {
    edits.insert(
        own,
        Map.of(
            "summary", summary,
            "start", Map.of("date", first.toString()),
            "end", Map.of("date", end.toString())));
  }

  private void insert(String summary, ZonedDateTime start) {
    edits.insert(own, event(summary, start));
  }

  private static Map<String, Object> event(String summary, ZonedDateTime start, String... rules) {
    return Map.of(
        "summary", summary,
        "start", time(start),
        "end", time(start.plusHours(1)),
        "recurrence", List.of(rules));
  }

  private static Map<String, String> time(ZonedDateTime time) {
    return Map.of(
        "dateTime", time.toOffsetDateTime().toString(), "timeZone", time.getZone().getId());
  }

  /** The next change by which the clocks lose an hour, or win one. */
  private ZoneOffsetTransition next(boolean forward) {
    return Stream.iterate(after(Instant.now()), change -> after(change.getInstant()))
        .filter(change -> change.isGap() == forward)
        .findFirst()
        .orElseThrow();
  }

  private ZoneOffsetTransition after(Instant time) {
    return zone.getRules().nextTransition(time);
  }

  /** Where the clock is so many minutes after a change, or before it. */
  private String beside(ZoneOffsetTransition change, int minutes) {
    Instant time = change.getInstant().plus(Duration.ofMinutes(minutes));
    return time.atZone(zone).toLocalDateTime() + ":00";
  }

  private static LocalDate day(ZoneOffsetTransition change) {
    return change.getDateTimeBefore().toLocalDate();
  }

  private ZonedDateTime at(LocalDate day, int hour) {
    return day.atTime(LocalTime.of(hour, 0)).atZone(zone);
  }

  private static void areAt(Page page, String summary, Object... places) {
    String wanted = Stream.of(places).map(String::valueOf).collect(Collectors.joining(","));
    page.waitForFunction(
        "([summary, wanted]) => (" + PLACES + ")(summary) === wanted", List.of(summary, wanted));
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin, 2", "Europe/Berlin, 9", "America/New_York, 2", "America/New_York, 9"})
  void clockOfASeriesIsKeptWhenItMovesAcrossAChangeOfTheClocks(String zone, int month) {
    Object moved =
        browsers
            .in(zone)
            .open(system)
            .evaluate(
                """
                async (month) => {
                  const { shifted } = await import('/js/moments.js');
                  const at = (day, hour) => new Date(2026, month, day, hour).toISOString();
                  const event = (day, hour) => ({ start: at(day, hour), end: at(day, hour + 1), allDay: false });
                  const told = (text) => `${new Date(text).getDate()}.${new Date(text).getHours()}`;
                  const days = [7, 24, 25, 28, 31].map((day) => shifted(event(day, 9), event(20, 9), event(21, 11)));
                  const offsets = new Set([at(7, 9), ...days.map(({ start }) => start)].map((text) => new Date(text).getTimezoneOffset()));
                  return `${days.map(({ start, end }) => `${told(start)}-${told(end)}`).join()} at ${offsets.size} offsets`;
                }
                """,
                month);
    assertThat(moved)
        .isEqualTo("8.11-8.12,25.11-25.12,26.11-26.12,29.11-29.12,1.11-1.12 at 2 offsets");
  }
}
