package dev.calsync.sync.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to Google of an event that is edited. */
class AnswersTests {
  private static final EventResource FLIGHT =
      new EventResource(
          Map.of(
              "summary", "Flight",
              "start", time("2026-03-01T09:00:00Z", "Europe/Berlin"),
              "end", time("2026-03-01T17:00:00Z", "America/New_York")));

  @Test
  void timeThatNamesNoZoneLeavesAnEventInItsOwn() {
    Map<String, Object> start = Map.of("dateTime", "2026-03-02T09:00:00Z");
    Map<String, Object> end = Map.of("dateTime", "2026-03-02T17:00:00Z");
    EventResource moved = Answers.with(FLIGHT, Map.of("start", start, "end", end));
    assertThat(moved.object("start")).isEqualTo(time("2026-03-02T09:00:00Z", "Europe/Berlin"));
    assertThat(moved.object("end")).isEqualTo(time("2026-03-02T17:00:00Z", "America/New_York"));
  }

  @Test
  void timeThatNamesAZoneAndAWholeDayAreTakenAsTheyAre() {
    Map<String, Object> start = time("2026-03-02T09:00:00Z", "Europe/Paris");
    assertThat(Answers.with(FLIGHT, Map.of("start", start)).object("start")).isEqualTo(start);
    Map<String, Object> day = Map.of("date", "2026-03-02");
    assertThat(Answers.with(FLIGHT, Map.of("start", day)).object("start")).isEqualTo(day);
  }

  private static Map<String, Object> time(String instant, String zone) {
    return Map.of("dateTime", instant, "timeZone", zone);
  }
}
