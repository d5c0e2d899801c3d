package dev.calsync.notifier.edit;

import static dev.calsync.notifier.edit.SeriesSplitTests.assertThatBothHalvesAreTheWhole;
import static dev.calsync.notifier.edit.SeriesSplitTests.split;
import static dev.calsync.notifier.edit.SeriesSplitTests.starts;

import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Series of many kinds, cut at each of their starts. */
class SeriesSplitAnywhereTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

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
        .flatMap(SeriesSplitAnywhereTests::cuts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCut")
  void whereverItIsCutBothHalvesHaveTheStartsOfTheWholeEachOnce(SeriesSplit split) {
    assertThatBothHalvesAreTheWhole(split);
  }

  private static Stream<SeriesSplit> cuts(SeriesSplit whole) {
    return starts(whole, whole.lines(), whole.first()).stream()
        .skip(1)
        .map(at -> new SeriesSplit(whole.lines(), whole.clock(), whole.first(), at))
        .filter(SeriesSplit::isPossible);
  }

  private static SeriesSplit whole(@Nullable ZoneId zone, String first, String... lines) {
    return split(zone, first, first, lines);
  }
}
