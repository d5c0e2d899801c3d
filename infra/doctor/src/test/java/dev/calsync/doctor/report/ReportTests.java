package dev.calsync.doctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.check.Finding.Measured;
import dev.calsync.doctor.check.Result.Examined;
import dev.calsync.doctor.check.Result.Skipped;
import dev.calsync.doctor.check.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The two shapes of a report, as infra/docs/doctor.md shows them. */
class ReportTests {
  private static final Report REPORT =
      new Report(
          Instant.parse("2026-03-02T12:00:00Z"),
          List.of(
              new Examined(
                  "kafka",
                  Duration.ofMillis(12),
                  List.of(
                      new Broken("kafka-unreachable", "password hunter22 refused", "start it"))),
              new Examined(
                  "quota",
                  Duration.ofMillis(3),
                  List.of(new Measured("4 polls a day", Map.of("pollsPerDay", 4L)))),
              new Examined("clock", Duration.ZERO, List.of(new Fine("right"))),
              new Skipped("calendars", "database")));

  private final Secrets secrets = new Secrets(List.of("hunter22", "calsync"), List.of("calsync"));

  @Test
  void programsReadAStableShape() {
    var json = JsonMapper.shared();

    assertThat(json.readTree(JsonReport.of(REPORT, secrets)))
        .isEqualTo(
            json.readTree(
                """
                {"version": 1, "at": "2026-03-02T12:00:00Z", "status": "FAIL", "checks": [
                  {"name": "kafka", "status": "FAIL", "tookMillis": 12, "findings": [
                    {"status": "FAIL", "found": "password (hidden) refused",
                     "code": "kafka-unreachable", "fix": "start it"}]},
                  {"name": "quota", "status": "OK", "tookMillis": 3, "findings": [
                    {"status": "OK", "found": "4 polls a day", "figures": {"pollsPerDay": 4}}]},
                  {"name": "clock", "status": "OK", "tookMillis": 0, "findings": [
                    {"status": "OK", "found": "right"}]},
                  {"name": "calendars", "status": "SKIPPED", "because": "database",
                   "findings": []}]}
                """));
  }

  @Test
  void peopleReadTheFixBelowTheFinding() {
    assertThat(HumanReport.of(REPORT, secrets).lines())
        .containsSequence(
            "FAIL     kafka               password (hidden) refused",
            "                             → start it",
            "OK       quota               4 polls a day");
  }

  @Test
  void worstCheckIsTheReportsStatus() {
    assertThat(REPORT.status()).isEqualTo(Status.FAIL);
    assertThat(new Report(Instant.EPOCH, List.of(new Skipped("a", "b"))).status())
        .isEqualTo(Status.SKIPPED);
  }

  @Test
  void passwordThatEverybodyKnowsIsNotHiddenForItWouldHideWords() {
    assertThat(secrets.hide("calsync hunter22")).isEqualTo("calsync (hidden)");
  }
}
