package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResyncsTests {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S, PT0S",
    "2, PT0S, PT0S",
    "3, PT0S, PT1M",
    "3, PT40S, PT20S",
    "3, PT2M, PT0S",
    "5, PT0S, PT4M",
    "12, PT0S, PT6H",
    "2147483647, PT1H, PT5H",
    "2147483647, PT24H, PT0S"
  })
  void aTokenThatDiesAgainAndAgainCostsAFullSyncLessAndLessOften(
      int count, Duration sinceLast, Duration nextIn) {
    assertThat(new Resyncs(count, sinceLast).nextIn()).isEqualTo(nextIn);
  }
}
