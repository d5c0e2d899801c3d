package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimesTests {
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:00:00+01:00, , 2026-03-02T09:00:00Z",
    "2026-03-02T10:00:00Z, , 2026-03-02T10:00:00Z",
    "2026-07-02T10:00:00, Europe/Berlin, 2026-07-02T08:00:00Z",
    "2026-03-02T10:00:00.500-0530, , ",
    "10000-01-01T00:00:00Z, , ",
    "nonsense, , "
  })
  void aTimedEventIsFiledUnderItsInstant(String dateTime, String zone, String instant) {
    Map<String, Object> start =
        zone == null
            ? Map.of("dateTime", dateTime)
            : Map.of("dateTime", dateTime, "timeZone", zone);

    assertThat(EventTimes.of(new EventResource(Map.of("id", "x", "start", start))).start())
        .isEqualTo(instant == null ? null : Instant.parse(instant));
  }

  @Test
  @KnownBug(Complaint.OFF_BY_A_DAY)
  void anAllDayEventIsFiledUnderUtcMidnight() {
    var event = new EventResource(Map.of("id", "x", "start", Map.of("date", "2026-03-02")));

    assertThat(EventTimes.of(event).start()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
  }

  @Test
  void whatHasNoTimeIsFiledUnderNone() {
    assertThat(EventTimes.of(Events.tombstone("x"))).isEqualTo(new EventTimes(null, null));
  }
}
