package dev.calsync.notifier.view;

import static dev.calsync.notifier.view.Berlin.event;
import static dev.calsync.notifier.view.Berlin.master;
import static dev.calsync.notifier.view.Berlin.occurrences;
import static dev.calsync.notifier.view.Berlin.startsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.notifier.SeriesCase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the instances of a series take place, case by case, and that no rule takes long. */
class RecurrenceTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Stream<SeriesCase> cases() {
    return SeriesCase.all().stream().filter(series -> series.exceptions().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void seriesShowsItsInstances(SeriesCase series) {
    List<OffsetDateTime> window = series.window().map(OffsetDateTime::parse).toList();
    var fields = new LinkedHashMap<String, @Nullable Object>(series.event());
    fields.put("id", "series");
    assertThat(
            new Occurrences(new Window(window.getFirst(), window.getLast()), BERLIN)
                .of(List.of(new EventResource(fields))).stream()
                    .map(occurrence -> series.text(occurrence.start().text())))
        .containsExactlyElementsOf(series.starts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RRULE:FREQ=SOMETIMES", "rrule:freq=sometimes", "RRULE:", "EXDATE:yesterday"})
  void whatNobodyCanReadLeavesTheFirst(String rule) {
    EventResource master = master("2026-03-02T10:00", rule);
    assertThat(startsOf(List.of(master), "2026-03-01", "2026-03-10"))
        .containsExactly("03-02T10:00+01:00");
  }

  @Test
  void instanceThatBeganBeforeTheWindowIsShownIfItEndsInside() {
    EventResource master = master("2026-03-02T23:30", "RRULE:FREQ=DAILY");
    assertThat(startsOf(List.of(master), "2026-03-05", "2026-03-06"))
        .containsExactly("03-04T23:30+01:00", "03-05T23:30+01:00");
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
        "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,15,30",
        "RRULE:FREQ=YEARLY;INTERVAL=1000;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-366",
        "RRULE:FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1,-1",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=WEEKLY;INTERVAL=1000;BYDAY=MO;BYMONTH=13",
        "EXDATE:20260101T000000Z",
        "RRULE:",
        "RRULE",
        ":",
      })
  void hostileRuleEndsSoonWithAFewThousandAtMost(String rule) {
    endsSoon(rule.substring(0, Math.min(60, rule.length())), List.of(rule));
  }

  @Test
  void manyHostileRulesInOneSeriesShareOneEffort() {
    endsSoon("a thousand rules", Collections.nCopies(1_000, "RRULE:FREQ=DAILY;COUNT=2147483647"));
  }

  @Test
  void tenThousandExdatesAreReadOnce() {
    var lines = new ArrayList<String>();
    lines.add("RRULE:FREQ=DAILY");
    for (int i = 0; i < 10_000; i++) {
      lines.add("EXDATE:2026%02d%02dT090000Z".formatted(1 + i % 12, 1 + i % 28));
    }
    endsSoon("ten thousand EXDATEs", lines);
  }

  /**
   * What bounds it are the limits of {@link Recurrence}; the time is the processor's, so that
   * neither a busy machine nor a collection of garbage fails it, and the best of a few.
   */
  private static void endsSoon(String what, List<String> lines) {
    EventResource master = master("2001-01-01T00:00", lines.toArray(String[]::new));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    int shown = 0;
    for (int i = 0; i < 5; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      shown = occurrences(List.of(master), "2026-03-01", "2027-03-01").size();
      best = Math.min(best, threads.getCurrentThreadCpuTime() - begin);
    }
    System.out.printf("hostile: %5.1f ms, %4d shown: %s%n", best / 1e6, shown, what);
    assertThat(shown).isLessThanOrEqualTo(Recurrence.MAX_STARTS);
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
  }
}
