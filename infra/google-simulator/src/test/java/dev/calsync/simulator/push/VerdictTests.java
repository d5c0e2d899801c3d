package dev.calsync.simulator.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer means: infra/docs/google-calendar.md §3.3, §7.16. */
class VerdictTests {
  @ParameterizedTest
  @CsvSource({
    "102, DELIVERED",
    "200, DELIVERED",
    "201, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "500, RETRYING",
    "502, RETRYING",
    "503, RETRYING",
    "504, RETRYING",
    "0, RETRYING",
    "203, FAILED",
    "301, FAILED",
    "400, FAILED",
    "401, FAILED",
    "404, FAILED",
    "413, FAILED",
    "415, FAILED",
    "429, FAILED",
    "501, FAILED",
    "505, FAILED"
  })
  @Shows({
    "§7.16 500, 502, 503 and 504 are tried again",
    "§7.16 nothing else is tried again",
    "§7.16 102, 200, 201, 202 and 204 are success"
  })
  void onlyFourStatusesAndNoAnswerAreTriedAgain(int status, Verdict expected) {
    assertThat(Verdict.of(status, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, FAILED", "503, FAILED", "200, DELIVERED"})
  void theLastAttemptIsTheLast(int status, Verdict expected) {
    assertThat(Verdict.of(status, true)).isEqualTo(expected);
  }
}
