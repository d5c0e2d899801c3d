package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a moment travels, however its editor wrote it. */
class EditedTimeTests {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00, America/New_York, 2026-03-01T10:00:00-05:00",
    "2026-03-01T10:00, Asia/Kolkata, 2026-03-01T10:00:00+05:30",
    "2026-03-01T10:00:00.5, UTC, 2026-03-01T10:00:00.5Z",
    // skipped by the clock, and shown by it twice
    "2026-03-29T02:30:00, Europe/Berlin, 2026-03-29T03:30:00+02:00",
    "2026-10-25T02:30:00, Europe/Berlin, 2026-10-25T02:30:00+02:00",
    "2026-03-01T10:00Z, , 2026-03-01T10:00:00Z",
    "2026-03-01T10:00+01:00, America/New_York, 2026-03-01T10:00:00+01:00",
    "2026-03-01T10:00:00+01:00, , 2026-03-01T10:00:00+01:00",
    "1880-01-01T00:00:00, America/New_York, 1880-01-01T04:56:02Z",
  })
  void isAMomentWithItsSecondsAndItsOffset(String text, @Nullable String zone, String written) {
    assertThat(written(Map.of("start", time("dateTime", text, zone))))
        .isEqualTo(Map.of("start", time("dateTime", written, zone)));
  }

  @Test
  void whatIsNoMomentIsLeftAsItIs() {
    Map<String, Object> fields =
        Map.of("summary", "2026-03-01T10:00", "end", time("date", "2026-03-01", "Europe/Berlin"));
    assertThat(written(fields)).isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource({
    "dateTime, 2026-03-01T10:00:00,",
    "dateTime, 2026-03-01T10:00:00, Nowhere/Land",
    "dateTime, 2026-03-01, Europe/Berlin",
    "dateTime, +10000-01-01T00:00:00Z,",
    "dateTime, 9999-12-31T23:30:00-01:00,",
    "dateTime, 0001-01-01T00:30:00, Asia/Tokyo",
    "dateTime, +999999999-12-31T23:59:59-18:00,",
    "date, 0000-01-01,",
    "date, +10000-01-01,",
    "date, 2026-03-01T10:00:00Z,",
  })
  void whatCannotBePlacedInTimeIsNone(String kind, String text, @Nullable String zone) {
    assertThat(EditedTime.of(time(kind, text, zone))).isEmpty();
  }

  private static Map<String, @Nullable Object> written(Map<String, Object> fields) {
    return EditedTime.written(new EventResource(new HashMap<>(fields))).fields();
  }

  private static Map<String, @Nullable Object> time(
      String kind, String text, @Nullable String zone) {
    var time = new HashMap<String, @Nullable Object>();
    time.put(kind, text);
    if (zone != null) {
      time.put("timeZone", zone);
    }
    return time;
  }
}
