package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recurrence says once its series was moved. */
class SeriesShiftTests {
  private static final WallClock BERLIN = new WallClock(ZoneId.of("Europe/Berlin"));
  private static final WallClock DAYS = new WallClock(null);

  @ParameterizedTest(name = "{2} from {0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-02T10:00 | 2026-03-02T11:30 | FREQ=WEEKLY;BYDAY=MO | FREQ=WEEKLY;BYDAY=MO",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=WEEKLY;BYDAY=MO | FREQ=WEEKLY;BYDAY=TU",
        "2026-03-02T10:00 | 2026-03-01T10:00 | FREQ=WEEKLY;BYDAY=MO,WE | FREQ=WEEKLY;BYDAY=SU,TU",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=WEEKLY | FREQ=WEEKLY",
        "2026-03-02T10:00 | 2026-03-01T10:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE | FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
        "2026-03-06T10:00 | 2026-03-09T10:00 | FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR | FREQ=WEEKLY;INTERVAL=3;BYDAY=TH,MO;WKST=TH",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=MO,SA | FREQ=WEEKLY;WKST=MO;INTERVAL=2;BYDAY=TU,SU",
        "2026-03-02T10:00 | 2026-03-16T10:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
        "2026-03-02T10:00 | 2026-03-01T10:00 | FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE | FREQ=WEEKLY;INTERVAL=1;BYDAY=SU,TU",
        "2026-03-02T10:00 | 2026-03-01T10:00 | FREQ=WEEKLY;INTERVAL=2 | FREQ=WEEKLY;INTERVAL=2",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=MONTHLY;BYDAY=1MO | FREQ=MONTHLY;BYDAY=1TU",
        "2026-03-30T10:00 | 2026-03-31T10:00 | FREQ=MONTHLY;BYDAY=-1MO | FREQ=MONTHLY;BYDAY=-1TU",
        "2026-03-02T10:00 | 2026-03-10T10:00 | FREQ=MONTHLY;BYDAY=1MO | FREQ=MONTHLY;BYDAY=2TU",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=MONTHLY;BYDAY=1MO,3MO | FREQ=MONTHLY;BYDAY=1MO,3MO",
        "2026-03-31T10:00 | 2026-04-01T10:00 | FREQ=MONTHLY;BYMONTHDAY=31 | FREQ=MONTHLY;BYMONTHDAY=1",
        "2026-03-31T10:00 | 2026-03-30T10:00 | FREQ=MONTHLY;BYMONTHDAY=-1 | FREQ=MONTHLY;BYMONTHDAY=-2",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=MONTHLY;BYMONTHDAY=2,16 | FREQ=MONTHLY;BYMONTHDAY=2,16",
        "2026-03-31T10:00 | 2026-04-01T10:00 | FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31 | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=YEARLY;BYDAY=9MO | FREQ=YEARLY;BYDAY=9MO",
        "2026-03-31T10:00 | 2026-03-30T10:00 | FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1 | FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "2026-03-02T10:00 | 2026-03-02T09:00 | FREQ=DAILY;COUNT=4 | FREQ=DAILY;COUNT=4",
        "2026-03-02T10:00 | 2026-03-02T11:00 | FREQ=DAILY;UNTIL=20260309T090000Z | FREQ=DAILY;UNTIL=20260309T100000Z",
        "2026-03-02T10:00 | 2026-03-03T10:00 | FREQ=DAILY;UNTIL=20260328T090000Z | FREQ=DAILY;UNTIL=20260329T080000Z",
      })
  void ruleMovesAlong(String first, String to, String rule, String moved) {
    assertThat(shift(BERLIN, first, BERLIN, to).of(List.of("RRULE:" + rule)))
        .containsExactly("RRULE:" + moved);
  }

  @Test
  void singleDatesMoveAlongAcrossDaylightSavingTime() {
    assertThat(
            shift(BERLIN, "2026-03-02T10:00", BERLIN, "2026-03-03T11:00")
                .of(
                    List.of(
                        "EXDATE;TZID=Europe/Berlin:20260302T100000,20260328T100000",
                        "RDATE:20260302T150000Z")))
        .containsExactly("EXDATE:20260303T100000Z,20260329T090000Z", "RDATE:20260303T160000Z");
  }

  @Test
  void wholeDaysStayWholeDays() {
    assertThat(
            shift(DAYS, "2026-03-02T00:00", DAYS, "2026-03-04T00:00")
                .of(List.of("RRULE:FREQ=DAILY;UNTIL=20260305", "EXDATE;VALUE=DATE:20260303")))
        .containsExactly("RRULE:FREQ=DAILY;UNTIL=20260307", "EXDATE;VALUE=DATE:20260305");
  }

  @ParameterizedTest(name = "{1} from {2} by {0}")
  @CsvSource({
    "Europe/Berlin, 99991231T235959Z, 2026-03-03T10:00, 99991231T235959Z",
    "Europe/Berlin, 99991231T235959Z, 9999-12-31T10:00, 99991231T235959Z",
    "Europe/Berlin, 99991231T225959Z, 2026-03-02T11:30, 99991231T235959Z",
    "Asia/Tokyo, 99991231T235959Z, 2026-03-02T11:00, 99991231T235959Z",
    "Asia/Tokyo, 99991231, 2026-03-02T11:00, 99991231T155959Z",
    "Europe/Berlin, 20260309T090000Z, 0001-01-01T10:00, 00010108T090632Z",
    "Europe/Berlin, 00010101T090000Z, 2026-03-01T10:00, 00010101T000000Z",
  })
  void endBeyondWhatCanBeWrittenIsTheLastThatCan(
      ZoneId zone, String until, String to, String moved) {
    var clock = new WallClock(zone);
    assertThat(
            shift(clock, "2026-03-02T10:00", clock, to)
                .of(List.of("RRULE:FREQ=DAILY;UNTIL=" + until)))
        .containsExactly("RRULE:FREQ=DAILY;UNTIL=" + moved);
  }

  @Test
  void daysBeyondWhatCanBeWrittenAreLeftOutAndTheEndIsTheLast() {
    assertThat(
            shift(DAYS, "2026-03-02T00:00", DAYS, "2026-03-04T00:00")
                .of(
                    List.of(
                        "RRULE:FREQ=DAILY;UNTIL=99991231",
                        "EXDATE;VALUE=DATE:99991228,99991230",
                        "RDATE;VALUE=DATE:99991231")))
        .containsExactly("RRULE:FREQ=DAILY;UNTIL=99991231", "EXDATE;VALUE=DATE:99991230");
  }

  @Test
  void timesBeyondWhatCanBeWrittenAreLeftOut() {
    assertThat(
            shift(BERLIN, "2026-03-02T10:00", BERLIN, "2026-03-03T10:00")
                .of(List.of("EXDATE:99991230T090000Z,99991231T090000Z")))
        .containsExactly("EXDATE:99991231T090000Z");
  }

  @Test
  void timesBecomeWholeDays() {
    assertThat(
            shift(BERLIN, "2026-03-02T10:00", DAYS, "2026-03-02T00:00")
                .of(List.of("RRULE:FREQ=DAILY;UNTIL=20260305T090000Z", "EXDATE:20260303T090000Z")))
        .containsExactly("RRULE:FREQ=DAILY;UNTIL=20260305", "EXDATE;VALUE=DATE:20260303");
  }

  @Test
  void wholeDaysBecomeTimes() {
    assertThat(
            shift(DAYS, "2026-03-02T00:00", BERLIN, "2026-03-02T10:00")
                .of(List.of("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260303")))
        .containsExactly("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260303T090000Z");
  }

  private static SeriesShift shift(WallClock clock, String first, WallClock newClock, String to) {
    return new SeriesShift(clock, LocalDateTime.parse(first), newClock, LocalDateTime.parse(to));
  }
}
