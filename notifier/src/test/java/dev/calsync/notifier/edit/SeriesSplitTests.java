package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.view.Recurrence;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a recurrence that is cut in two. */
class SeriesSplitTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
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
  void fromAnExtraDateOrAnotherRulesStartARuleCannotGoOn() {
    String[] lines = {"RRULE:FREQ=WEEKLY", "RDATE:20260311T070000Z"};
    assertThat(split(BERLIN, "2026-03-02T10:00", "2026-03-11T08:00", lines).isPossible()).isFalse();
    assertThat(split(BERLIN, "2026-03-02T10:00", "2026-03-16T10:00", lines).isPossible()).isTrue();
    String[] rules = {"RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY;INTERVAL=2"};
    assertThat(split(BERLIN, "2026-03-02T10:00", "2026-05-02T10:00", rules).isPossible()).isFalse();
    String[] ended = {"RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY"};
    assertThat(split(BERLIN, "2026-03-02T10:00", "2026-04-02T10:00", ended).isPossible()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T02:30, 20260329T005959Z",
    "2026-03-29T03:00, 20260329T005959Z",
    "2026-10-25T02:30, 20261025T002959Z",
    "2026-10-25T03:00, 20261025T015959Z",
  })
  void theFirstHalfEndsBeforeTheCutWhenTheClocksChange(String at, String until) {
    assertThat(new WallClock(BERLIN).justBefore(LocalDateTime.parse(at))).isEqualTo(until);
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

  static SeriesSplit split(@Nullable ZoneId zone, String first, String at, String... lines) {
    return new SeriesSplit(
        List.of(lines), new WallClock(zone), LocalDateTime.parse(first), LocalDateTime.parse(at));
  }

  static void assertThatBothHalvesAreTheWhole(SeriesSplit split) {
    List<LocalDateTime> whole = starts(split, split.lines(), split.first());
    assertThat(whole).contains(split.at());
    assertThat(starts(split, split.remaining(), split.first()))
        .isEqualTo(whole.stream().filter(start -> start.isBefore(split.at())).toList());
    assertThat(starts(split, split.following(), split.at()))
        .isEqualTo(whole.stream().filter(start -> !start.isBefore(split.at())).toList());
  }

  static List<LocalDateTime> starts(SeriesSplit split, List<String> lines, LocalDateTime first) {
    return new Recurrence(lines, first, split.clock().zone()).starts(split.first(), LATE);
  }
}
