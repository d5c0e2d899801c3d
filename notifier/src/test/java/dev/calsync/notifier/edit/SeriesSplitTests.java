package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.view.Recurrence;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a recurrence that is cut in two. */
class SeriesSplitTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDateTime LATE = LocalDateTime.parse("2027-12-31T23:59:59");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "without an end | 2026-03-02T10:00 | 2026-03-09T10:00 | FREQ=WEEKLY;BYDAY=MO"
            + " | FREQ=WEEKLY;BYDAY=MO;UNTIL=20260309T085959Z | FREQ=WEEKLY;BYDAY=MO",
        "in summer time | 2026-03-02T10:00 | 2026-04-06T10:00 | FREQ=WEEKLY"
            + " | FREQ=WEEKLY;UNTIL=20260406T075959Z | FREQ=WEEKLY",
        "at midnight | 2026-03-02T00:00 | 2026-03-05T00:00 | FREQ=DAILY"
            + " | FREQ=DAILY;UNTIL=20260304T225959Z | FREQ=DAILY",
        "with a count | 2026-03-02T10:00 | 2026-03-05T10:00 | FREQ=DAILY;COUNT=10"
            + " | FREQ=DAILY;UNTIL=20260305T085959Z | FREQ=DAILY;COUNT=7",
        "with a count across two days a week | 2026-03-02T10:00 | 2026-03-11T10:00"
            + " | FREQ=WEEKLY;COUNT=5;BYDAY=MO,WE | FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260311T085959Z"
            + " | FREQ=WEEKLY;COUNT=2;BYDAY=MO,WE",
        "at the last of a count | 2026-03-02T10:00 | 2026-03-04T10:00 | FREQ=DAILY;COUNT=3"
            + " | FREQ=DAILY;UNTIL=20260304T085959Z | FREQ=DAILY;COUNT=1",
        "with an end | 2026-03-02T10:00 | 2026-03-05T10:00 | FREQ=DAILY;UNTIL=20260310T090000Z"
            + " | FREQ=DAILY;UNTIL=20260305T085959Z | FREQ=DAILY;UNTIL=20260310T090000Z",
        "with a day as end | 2026-03-02T10:00 | 2026-03-05T10:00 | FREQ=DAILY;UNTIL=20260310"
            + " | FREQ=DAILY;UNTIL=20260305T085959Z | FREQ=DAILY;UNTIL=20260310",
        "the 31st of months | 2026-01-31T10:00 | 2026-05-31T10:00 | FREQ=MONTHLY;COUNT=4"
            + " | FREQ=MONTHLY;UNTIL=20260531T075959Z | FREQ=MONTHLY;COUNT=2",
        "every other week | 2026-03-02T10:00 | 2026-03-18T10:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"
            + " | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20260318T085959Z"
            + " | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
      })
  void ofARuleTheFirstHalfGetsAnEndAndTheSecondWhatIsLeft(
      String what, String first, String at, String rule, String remaining, String following) {
    var split = split(BERLIN, first, at, "RRULE:" + rule);
    assertThat(split.remaining()).containsExactly("RRULE:" + remaining);
    assertThat(split.following()).containsExactly("RRULE:" + following);
    assertThatBothHalvesAreTheWhole(split);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "days | FREQ=DAILY | FREQ=DAILY;UNTIL=20260304 | FREQ=DAILY",
        "days with a count | FREQ=DAILY;COUNT=4 | FREQ=DAILY;UNTIL=20260304 | FREQ=DAILY;COUNT=1",
        "days with an end | FREQ=DAILY;UNTIL=20260309 | FREQ=DAILY;UNTIL=20260304 | FREQ=DAILY;UNTIL=20260309",
      })
  void wholeDaysEndWithADay(String what, String rule, String remaining, String following) {
    var split = split(null, "2026-03-02T00:00", "2026-03-05T00:00", "RRULE:" + rule);
    assertThat(split.remaining()).containsExactly("RRULE:" + remaining);
    assertThat(split.following()).containsExactly("RRULE:" + following);
    assertThatBothHalvesAreTheWhole(split);
  }

  @Test
  void singleDatesGoToTheirSide() {
    var split =
        split(
            BERLIN,
            "2026-03-02T10:00",
            "2026-03-05T10:00",
            "EXDATE;TZID=Europe/Berlin:20260303T100000,20260306T100000",
            "EXDATE:20260304T090000Z",
            "RDATE:20260310T090000Z,20260303T150000Z,20260305T090000Z",
            "RRULE:FREQ=DAILY;COUNT=8");
    assertThat(split.remaining())
        .containsExactly(
            "EXDATE;TZID=Europe/Berlin:20260303T100000",
            "EXDATE:20260304T090000Z",
            "RDATE:20260303T150000Z",
            "RRULE:FREQ=DAILY;UNTIL=20260305T085959Z");
    assertThat(split.following())
        .containsExactly(
            "EXDATE;TZID=Europe/Berlin:20260306T100000",
            "RDATE:20260310T090000Z,20260305T090000Z",
            "RRULE:FREQ=DAILY;COUNT=5");
    assertThatBothHalvesAreTheWhole(split);
  }

  @Test
  void wholeDaysThatAreLeftOutGoToTheirSide() {
    var split =
        split(
            null,
            "2026-03-02T00:00",
            "2026-03-05T00:00",
            "RRULE:FREQ=DAILY;COUNT=8",
            "EXDATE;VALUE=DATE:20260303,20260307");
    assertThat(split.remaining())
        .containsExactly("RRULE:FREQ=DAILY;UNTIL=20260304", "EXDATE;VALUE=DATE:20260303");
    assertThat(split.following())
        .containsExactly("RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20260307");
    assertThatBothHalvesAreTheWhole(split);
  }

  @Test
  void aRuleThatHasEndedBeforeStaysWithTheFirstHalfAsItIs() {
    var split =
        split(
            BERLIN,
            "2026-03-02T10:00",
            "2026-03-16T10:00",
            "RRULE:FREQ=DAILY;COUNT=3",
            "RRULE:FREQ=DAILY;UNTIL=20260308T090000Z",
            "RRULE:FREQ=WEEKLY");
    assertThat(split.remaining())
        .containsExactly(
            "RRULE:FREQ=DAILY;COUNT=3",
            "RRULE:FREQ=DAILY;UNTIL=20260308T090000Z",
            "RRULE:FREQ=WEEKLY;UNTIL=20260316T085959Z");
    assertThat(split.following()).containsExactly("RRULE:FREQ=WEEKLY");
    assertThatBothHalvesAreTheWhole(split);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "2026-03-02T10:00, FREQ=DAILY, true",
    "2026-03-03T10:00, FREQ=DAILY, false",
    "2026-03-02T10:00, FREQ=DAILY;COUNT=1, true",
  })
  void atTheFirstOfAllNothingIsLeftBefore(String at, String rule, boolean whole) {
    assertThat(split(BERLIN, "2026-03-02T10:00", at, "RRULE:" + rule).isWhole()).isEqualTo(whole);
  }

  @Test
  void whereTheFirstIsLeftOutTheSecondIsTheFirstOfAll() {
    var split =
        split(
            BERLIN,
            "2026-03-02T10:00",
            "2026-03-03T10:00",
            "RRULE:FREQ=DAILY",
            "EXDATE:20260302T090000Z");
    assertThat(split.isWhole()).isTrue();
  }

  @Test
  void whatCannotBeReadIsNotPassedOn() {
    var split =
        split(
            BERLIN,
            "2026-03-02T10:00",
            "2026-03-03T10:00",
            "RRULE:FREQ=DAILY",
            "EXDATE:tomorrow,20260304T090000Z",
            "RDATE:");
    assertThat(split.remaining()).containsExactly("RRULE:FREQ=DAILY;UNTIL=20260303T085959Z");
    assertThat(split.following()).containsExactly("RRULE:FREQ=DAILY", "EXDATE:20260304T090000Z");
  }

  static Stream<SeriesSplit> everyCut() {
    return Stream.of(
            whole(BERLIN, "2026-03-20T02:30", "RRULE:FREQ=DAILY;COUNT=15"),
            whole(BERLIN, "2026-10-20T02:30", "RRULE:FREQ=DAILY;UNTIL=20261101T003000Z"),
            whole(NEW_YORK, "2026-02-27T23:30", "RRULE:FREQ=DAILY;COUNT=14;INTERVAL=3"),
            whole(BERLIN, "2026-01-31T10:00", "RRULE:FREQ=MONTHLY;COUNT=9;BYMONTHDAY=31,-1"),
            whole(
                BERLIN, "2026-03-02T10:00", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU;COUNT=11"),
            whole(
                BERLIN,
                "2026-03-01T10:00",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU;COUNT=9"),
            whole(
                BERLIN,
                "2026-01-30T09:00",
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12"),
            whole(BERLIN, "2026-05-15T09:00", "RRULE:FREQ=MONTHLY;BYDAY=3FR;UNTIL=20270101"),
            whole(
                null,
                "2026-03-27T00:00",
                "RRULE:FREQ=DAILY;COUNT=9",
                "EXDATE;VALUE=DATE:20260329,20260402"),
            whole(null, "2026-02-28T00:00", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261231"),
            whole(
                BERLIN,
                "2026-03-02T10:00",
                "RRULE:FREQ=WEEKLY;COUNT=6",
                "RDATE;TZID=Europe/Berlin:20260311T080000",
                "EXDATE:20260309T090000Z"),
            whole(BERLIN, "2026-03-02T08:00", "RRULE:FREQ=DAILY;BYHOUR=8,17;COUNT=13"))
        .flatMap(SeriesSplitTests::cuts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCut")
  void whereverItIsCutBothHalvesHaveTheStartsOfTheWholeEachOnce(SeriesSplit split) {
    assertThatBothHalvesAreTheWhole(split);
  }

  private static Stream<SeriesSplit> cuts(SeriesSplit whole) {
    return starts(whole, whole.lines(), whole.first()).stream()
        .skip(1)
        .map(at -> new SeriesSplit(whole.lines(), whole.clock(), whole.first(), at));
  }

  private static SeriesSplit whole(@Nullable ZoneId zone, String first, String... lines) {
    return split(zone, first, first, lines);
  }

  private static SeriesSplit split(
      @Nullable ZoneId zone, String first, String at, String... lines) {
    return new SeriesSplit(
        List.of(lines), new WallClock(zone), LocalDateTime.parse(first), LocalDateTime.parse(at));
  }

  private static void assertThatBothHalvesAreTheWhole(SeriesSplit split) {
    List<LocalDateTime> whole = starts(split, split.lines(), split.first());
    assertThat(whole).contains(split.at());
    assertThat(starts(split, split.remaining(), split.first()))
        .isEqualTo(whole.stream().filter(start -> start.isBefore(split.at())).toList());
    assertThat(starts(split, split.following(), split.at()))
        .isEqualTo(whole.stream().filter(start -> !start.isBefore(split.at())).toList());
  }

  private static List<LocalDateTime> starts(
      SeriesSplit split, List<String> lines, LocalDateTime first) {
    return new Recurrence(lines, first, split.clock().zone()).starts(split.first(), LATE);
  }
}
