package dev.calsync.notifier.view;

import static dev.calsync.notifier.view.Berlin.event;
import static dev.calsync.notifier.view.Berlin.exception;
import static dev.calsync.notifier.view.Berlin.master;
import static dev.calsync.notifier.view.Berlin.occurrences;
import static dev.calsync.notifier.view.Berlin.startsOf;
import static dev.calsync.notifier.view.Berlin.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a window shows of single events, and of instances that were moved, cancelled or left alone.
 */
class OccurrencesTests {
  @Test
  void movedInstanceStandsWhereItWasMoved() {
    EventResource master = master("2026-03-02T10:00", "RRULE:FREQ=DAILY");
    EventResource moved =
        exception("2026-03-04T10:00:00+01:00", "2026-03-04T15:00:00+01:00", "confirmed");
    assertThat(startsOf(List.of(moved, master), "2026-03-03", "2026-03-06"))
        .containsExactly("03-03T10:00+01:00", "03-04T15:00+01:00", "03-05T10:00+01:00");
  }

  /** An edit of more than one instance names the version of the series that its author saw. */
  @Test
  void instancesTellTheVersionOfTheirSeriesAlsoWhereTheyHaveOneOfTheirOwn() {
    var master =
        new LinkedHashMap<String, @Nullable Object>(
            master("2026-03-02T10:00", "RRULE:FREQ=DAILY").fields());
    master.put("etag", "7");
    EventResource moved =
        exception("2026-03-04T10:00:00+01:00", "2026-03-04T15:00:00+01:00", "confirmed");
    assertThat(seriesEtags(List.of(moved, new EventResource(master)))).containsOnly("7");
    assertThat(seriesEtags(List.of(moved))).containsExactly("none");
  }

  private static List<String> seriesEtags(List<EventResource> held) {
    return occurrences(held, "2026-03-03", "2026-03-06").stream()
        .map(each -> Objects.requireNonNullElse(each.seriesEtag(), "none"))
        .toList();
  }

  @Test
  void instanceMovedOutOfTheWindowIsGone() {
    EventResource master = master("2026-03-02T10:00", "RRULE:FREQ=DAILY");
    EventResource moved =
        exception("2026-03-04T10:00:00+01:00", "2026-05-04T15:00:00+02:00", "confirmed");
    assertThat(startsOf(List.of(master, moved), "2026-03-03", "2026-03-06"))
        .containsExactly("03-03T10:00+01:00", "03-05T10:00+01:00");
  }

  @Test
  void instanceMovedIntoTheWindowIsThere() {
    EventResource master = master("2026-03-02T10:00", "RRULE:FREQ=YEARLY");
    EventResource moved =
        exception("2027-03-02T10:00:00+01:00", "2026-03-04T15:00:00+01:00", "confirmed");
    assertThat(startsOf(List.of(master, moved), "2026-03-03", "2026-03-06"))
        .containsExactly("03-04T15:00+01:00");
  }

  @Test
  void cancelledInstanceIsGone() {
    EventResource master = master("2026-03-02T10:00", "RRULE:FREQ=DAILY");
    EventResource cancelled = exception("2026-03-04T09:00:00Z", null, "cancelled");
    assertThat(startsOf(List.of(master, cancelled), "2026-03-03", "2026-03-06"))
        .containsExactly("03-03T10:00+01:00", "03-05T10:00+01:00");
  }

  @Test
  void cancelledDayIsGone() {
    EventResource master = master("2026-03-02", "RRULE:FREQ=DAILY;COUNT=3");
    EventResource cancelled =
        event(
            Map.of(
                "id", "series_20260303",
                "status", "cancelled",
                "recurringEventId", "series",
                "originalStartTime", Map.of("date", "2026-03-03")));
    assertThat(startsOf(List.of(master, cancelled), "2026-03-01", "2026-03-10"))
        .containsExactly("03-02", "03-04");
  }

  @Test
  void exceptionWithoutItsSeriesStandsAlone() {
    EventResource invited =
        exception("2026-03-04T10:00:00+01:00", "2026-03-04T15:00:00+01:00", "confirmed");
    assertThat(startsOf(List.of(invited), "2026-03-03", "2026-03-06"))
        .containsExactly("03-04T15:00+01:00");
  }

  @Test
  void instanceIsNamedAsGoogleNamesIt() {
    Occurrence first =
        occurrences(
                List.of(master("2026-03-02T10:00", "RRULE:FREQ=DAILY")), "2026-07-01", "2026-07-02")
            .getFirst();
    assertThat(first.eventId()).isEqualTo("series_20260701T080000Z");
    assertThat(first.recurringEventId()).isEqualTo("series");
    assertThat(first.end().text()).isEqualTo("2026-07-01T11:00:00+02:00");
  }

  @Test
  void longInstanceThatBeganBeforeIsShown() {
    EventResource master =
        event(
            Map.of(
                "id", "series",
                "start", Map.of("date", "2026-03-02"),
                "end", Map.of("date", "2026-03-07"),
                "recurrence", List.of("RRULE:FREQ=MONTHLY")));
    assertThat(startsOf(List.of(master), "2026-04-05", "2026-04-06")).containsExactly("04-02");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "inside | 2026-03-03T10:00:00+01:00 | 2026-03-03T11:00:00+01:00 | true",
        "ends as the window begins | 2026-03-02T22:00:00+01:00 | 2026-03-03T00:00:00+01:00 | false",
        "begins as the window ends | 2026-03-04T00:00:00+01:00 | 2026-03-04T01:00:00+01:00 | false",
        "without length at the window's begin | 2026-03-03T00:00:00+01:00"
            + " | 2026-03-03T00:00:00+01:00 | true",
        "in another offset | 2026-03-03T23:30:00+05:00 | 2026-03-04T00:30:00+05:00 | true",
        "ends before it begins | 2026-03-03T10:00:00+01:00 | 2026-03-03T09:00:00+01:00 | true",
        "without an end | 2026-03-03T10:00:00+01:00 | - | true",
        "day inside | 2026-03-03 | 2026-03-04 | true",
        "day before | 2026-03-02 | 2026-03-03 | false",
        "day after | 2026-03-04 | 2026-03-05 | false",
        "days around | 2026-03-01 | 2026-03-09 | true",
        "day without length | 2026-03-03 | 2026-03-03 | true",
        "year 9999 | 9999-12-31 | 9999-12-31 | false",
        "unreadable | 2026-13-45 | 2026-13-46 | false",
      })
  void singleEventIsShownIfItTouchesTheWindow(
      String what, String start, @Nullable String end, boolean shown) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("id", "single");
    fields.put("start", time(start));
    fields.put("end", end == null ? null : time(end));
    assertThat(occurrences(List.of(new EventResource(fields)), "2026-03-03", "2026-03-04"))
        .hasSize(shown ? 1 : 0);
  }
}
