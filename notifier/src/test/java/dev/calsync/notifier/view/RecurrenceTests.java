package dev.calsync.notifier.view;

import static dev.calsync.notifier.view.Berlin.event;
import static dev.calsync.notifier.view.Berlin.master;
import static dev.calsync.notifier.view.Berlin.occurrences;
import static dev.calsync.notifier.view.Berlin.startsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the instances of a series take place, case by case, and that no rule takes long. */
class RecurrenceTests {
  /**
   * A series that begins at {@code start} in Berlin (whole days without a time), and its starts in
   * the window from {@code from} to {@code to}, in Berlin's offset.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // what | start | rules, one per word | from | to | starts
        "daily | 2026-03-02T10:00 | RRULE:FREQ=DAILY | 2026-03-03 | 2026-03-06"
            + " | 03-03T10:00+01:00 03-04T10:00+01:00 03-05T10:00+01:00",
        "daily across spring forward stays at ten | 2026-03-02T10:00 | RRULE:FREQ=DAILY"
            + " | 2026-03-28 | 2026-03-31 | 03-28T10:00+01:00 03-29T10:00+02:00 03-30T10:00+02:00",
        "daily across fall back stays at ten | 2026-03-02T10:00 | RRULE:FREQ=DAILY"
            + " | 2026-10-24 | 2026-10-27 | 10-24T10:00+02:00 10-25T10:00+01:00 10-26T10:00+01:00",
        "time that does not exist moves forward | 2026-03-27T02:30 | RRULE:FREQ=DAILY"
            + " | 2026-03-28 | 2026-03-31 | 03-28T02:30+01:00 03-29T03:30+02:00 03-30T02:30+02:00",
        "time that exists twice is the first | 2026-10-23T02:30 | RRULE:FREQ=DAILY"
            + " | 2026-10-24 | 2026-10-27 | 10-24T02:30+02:00 10-25T02:30+02:00 10-26T02:30+01:00",
        "weekly on two days | 2026-03-02T10:00 | RRULE:FREQ=WEEKLY;BYDAY=MO,WE"
            + " | 2026-03-02 | 2026-03-12"
            + " | 03-02T10:00+01:00 03-04T10:00+01:00 03-09T10:00+01:00 03-11T10:00+01:00",
        "every second week | 2026-03-02T10:00 | RRULE:FREQ=WEEKLY;INTERVAL=2"
            + " | 2026-03-03 | 2026-04-01 | 03-16T10:00+01:00 03-30T10:00+02:00",
        "every second week from Sunday | 2026-03-01T10:00"
            + " | RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU | 2026-03-01 | 2026-03-20"
            + " | 03-01T10:00+01:00 03-02T10:00+01:00 03-15T10:00+01:00 03-16T10:00+01:00",
        "last Friday of the month | 2026-01-30T10:00 | RRULE:FREQ=MONTHLY;BYDAY=-1FR"
            + " | 2026-02-01 | 2026-05-01 | 02-27T10:00+01:00 03-27T10:00+01:00 04-24T10:00+02:00",
        "the 31st only where there is one | 2026-01-31T10:00 | RRULE:FREQ=MONTHLY"
            + " | 2026-02-01 | 2026-06-30 | 03-31T10:00+02:00 05-31T10:00+02:00",
        "last day of the month | 2026-01-31T10:00 | RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"
            + " | 2026-02-01 | 2026-04-01 | 02-28T10:00+01:00 03-31T10:00+02:00",
        "last working day | 2026-01-30T10:00"
            + " | RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
            + " | 2026-02-01 | 2026-04-01 | 02-27T10:00+01:00 03-31T10:00+02:00",
        "leap day | 2024-02-29T10:00 | RRULE:FREQ=YEARLY | 2027-01-01 | 2028-12-31"
            + " | 02-29T10:00+01:00",
        "yearly by month and day | 2020-12-24T18:00 | RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24"
            + " | 2026-12-01 | 2026-12-31 | 12-24T18:00+01:00",
        "COUNT counts from the first | 2026-03-02T10:00 | RRULE:FREQ=DAILY;COUNT=3"
            + " | 2026-03-04 | 2026-03-20 | 03-04T10:00+01:00",
        "COUNT used up long ago | 2020-03-02T10:00 | RRULE:FREQ=DAILY;COUNT=10"
            + " | 2026-03-01 | 2026-03-20 | -",
        "COUNT far away | 2020-01-01T10:00 | RRULE:FREQ=DAILY;COUNT=2253"
            + " | 2026-03-01 | 2026-03-20 | 03-01T10:00+01:00 03-02T10:00+01:00",
        "UNTIL is inclusive | 2026-03-02T10:00 | RRULE:FREQ=DAILY;UNTIL=20260304T090000Z"
            + " | 2026-03-03 | 2026-03-20 | 03-03T10:00+01:00 03-04T10:00+01:00",
        "UNTIL a second before | 2026-03-02T10:00 | RRULE:FREQ=DAILY;UNTIL=20260304T085959Z"
            + " | 2026-03-03 | 2026-03-20 | 03-03T10:00+01:00",
        "UNTIL as a day means all of it | 2026-03-02T10:00 | RRULE:FREQ=DAILY;UNTIL=20260304"
            + " | 2026-03-03 | 2026-03-20 | 03-03T10:00+01:00 03-04T10:00+01:00",
        "UNTIL long past | 2020-03-02T10:00 | RRULE:FREQ=DAILY;UNTIL=20200401T000000Z"
            + " | 2026-03-03 | 2026-03-20 | -",
        "UNTIL across a change of clocks | 2026-03-20T10:00"
            + " | RRULE:FREQ=WEEKLY;UNTIL=20260403T080000Z | 2026-03-21 | 2026-04-30"
            + " | 03-27T10:00+01:00 04-03T10:00+02:00",
        "EXDATE takes one out | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY EXDATE;TZID=Europe/Berlin:20260304T100000"
            + " | 2026-03-03 | 2026-03-06 | 03-03T10:00+01:00 03-05T10:00+01:00",
        "EXDATE in UTC | 2026-03-02T10:00 | RRULE:FREQ=DAILY EXDATE:20260304T090000Z"
            + " | 2026-03-03 | 2026-03-06 | 03-03T10:00+01:00 03-05T10:00+01:00",
        "EXDATE in another zone | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY EXDATE;TZID=America/New_York:20260304T040000"
            + " | 2026-03-03 | 2026-03-06 | 03-03T10:00+01:00 03-05T10:00+01:00",
        "EXDATE as a day takes that day's | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY EXDATE;VALUE=DATE:20260304"
            + " | 2026-03-03 | 2026-03-06 | 03-03T10:00+01:00 03-05T10:00+01:00",
        "several EXDATEs | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY EXDATE:20260303T090000Z,20260304T090000Z"
            + " | 2026-03-03 | 2026-03-06 | 03-05T10:00+01:00",
        "RDATE adds one | 2026-03-02T10:00"
            + " | RRULE:FREQ=WEEKLY RDATE;TZID=Europe/Berlin:20260305T150000"
            + " | 2026-03-03 | 2026-03-10 | 03-05T15:00+01:00 03-09T10:00+01:00",
        "RDATE alone | 2026-03-02T10:00 | RDATE:20260305T140000Z | 2026-03-01 | 2026-03-10"
            + " | 03-02T10:00+01:00 03-05T15:00+01:00",
        "RDATE that the rule gives too | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY RDATE:20260304T090000Z | 2026-03-04 | 2026-03-05"
            + " | 03-04T10:00+01:00",
        "RDATE as a period | 2026-03-02T10:00"
            + " | RDATE;VALUE=PERIOD:20260305T140000Z/PT1H | 2026-03-03 | 2026-03-10"
            + " | 03-05T15:00+01:00",
        "EXRULE takes out a rule's | 2026-03-02T10:00"
            + " | RRULE:FREQ=DAILY EXRULE:FREQ=WEEKLY;BYDAY=WE | 2026-03-03 | 2026-03-06"
            + " | 03-03T10:00+01:00 03-05T10:00+01:00",
        "two rules, one series | 2026-03-02T10:00"
            + " | RRULE:FREQ=WEEKLY;BYDAY=MO RRULE:FREQ=WEEKLY;BYDAY=FR"
            + " | 2026-03-06 | 2026-03-10 | 03-06T10:00+01:00 03-09T10:00+01:00",
        "a rule nobody can read leaves the first | 2026-03-02T10:00 | RRULE:FREQ=SOMETIMES"
            + " | 2026-03-01 | 2026-03-10 | 03-02T10:00+01:00",
        "a rule without days leaves the first | 2026-03-02T10:00"
            + " | RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | 2026-03-01 | 2026-03-10"
            + " | 03-02T10:00+01:00",
        "hourly | 2026-03-02T10:00 | RRULE:FREQ=HOURLY;INTERVAL=6 | 2026-03-03 | 2026-03-04"
            + " | 03-03T04:00+01:00 03-03T10:00+01:00 03-03T16:00+01:00 03-03T22:00+01:00",
        "lower case is read | 2026-03-02T10:00 | rrule:freq=daily;count=2"
            + " | 2026-03-01 | 2026-03-10 | 03-02T10:00+01:00 03-03T10:00+01:00",
        "begun before, ends inside | 2026-03-02T23:30 | RRULE:FREQ=DAILY | 2026-03-05 | 2026-03-06"
            + " | 03-04T23:30+01:00 03-05T23:30+01:00",
        "days, weekly | 2026-03-02 | RRULE:FREQ=WEEKLY | 2026-03-03 | 2026-03-24"
            + " | 03-09 03-16 03-23",
        "days across a change of clocks | 2026-03-28 | RRULE:FREQ=DAILY;COUNT=3"
            + " | 2026-03-27 | 2026-04-05 | 03-28 03-29 03-30",
        "days UNTIL a day | 2026-03-02 | RRULE:FREQ=DAILY;UNTIL=20260304"
            + " | 2026-03-01 | 2026-03-10 | 03-02 03-03 03-04",
        "days UNTIL a moment | 2026-03-02 | RRULE:FREQ=DAILY;UNTIL=20260304T225959Z"
            + " | 2026-03-01 | 2026-03-10 | 03-02 03-03 03-04",
        "days EXDATE | 2026-03-02 | RRULE:FREQ=DAILY;COUNT=3 EXDATE;VALUE=DATE:20260303"
            + " | 2026-03-01 | 2026-03-10 | 03-02 03-04",
        "days RDATE | 2026-03-02 | RDATE;VALUE=DATE:20260305 | 2026-03-01 | 2026-03-10"
            + " | 03-02 03-05",
        "days, the window's end is not shown | 2026-03-02 | RRULE:FREQ=DAILY"
            + " | 2026-03-04 | 2026-03-06 | 03-04 03-05",
      })
  void seriesShowsItsInstances(
      String what, String start, String rules, String from, String to, @Nullable String starts) {
    EventResource master = master(start, rules.split(" "));
    assertThat(startsOf(List.of(master), from, to))
        .containsExactlyElementsOf(starts == null ? List.of() : Arrays.asList(starts.split(" ")));
  }

  @Test
  void unknownZoneCountsAsTheOffset() {
    EventResource master =
        event(
            Map.of(
                "id", "series",
                "start", Map.of("dateTime", "2026-03-02T10:00:00+01:00", "timeZone", "Mars/Base"),
                "end", Map.of("dateTime", "2026-03-02T11:00:00+01:00", "timeZone", "Mars/Base"),
                "recurrence", List.of("RRULE:FREQ=DAILY")));
    assertThat(startsOf(List.of(master), "2026-07-01", "2026-07-02"))
        .containsExactly("07-01T10:00+01:00");
  }

  @ParameterizedTest
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(
      strings = {
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=SECONDLY;COUNT=1000000000",
        "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "RRULE:FREQ=SECONDLY;BYHOUR=1;BYMINUTE=1;BYSECOND=1;BYYEARDAY=366;BYDAY=SU;COUNT=9",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;INTERVAL=2147483647",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12"
            + ";BYMINUTE=1,2,3,4,5,6,7,8,9,10,11,12;BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12",
        "RRULE:FREQ=DAILY;COUNT=2147483647",
        "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=366",
        "RRULE:FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9;COUNT=99999999",
        "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        "EXDATE:20260101T000000Z",
        "RRULE:",
        "RRULE",
        ":",
      })
  void hostileRuleEndsSoonWithAFewThousandAtMost(String rule) {
    EventResource master = master("2001-01-01T00:00", rule);
    occurrences(List.of(master), "2026-03-01", "2026-03-02"); // the first use loads classes
    long begin = System.nanoTime();
    assertThat(occurrences(List.of(master), "2026-03-01", "2027-03-01"))
        .hasSizeLessThanOrEqualTo(Recurrence.MAX_STARTS);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void tenThousandExdatesAreReadOnce() {
    var lines = new ArrayList<String>();
    lines.add("RRULE:FREQ=DAILY");
    for (int i = 0; i < 10_000; i++) {
      lines.add("EXDATE:2026%02d%02dT090000Z".formatted(1 + i % 12, 1 + i % 28));
    }
    EventResource master = master("2026-01-01T10:00", lines.toArray(String[]::new));
    long begin = System.nanoTime();
    assertThat(occurrences(List.of(master), "2026-03-01", "2027-03-01")).isNotEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
