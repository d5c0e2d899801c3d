package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTests {
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "5, 32", "9, 512", "10, 900", "1000, 900", "2147483647, 900"})
  void theCeilingDoublesUpToAQuarterOfAnHour(int attempts, long ceilingSeconds) {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Backoff.delay(attempts, null, random))
          .isPositive()
          .isLessThanOrEqualTo(Duration.ofSeconds(ceilingSeconds));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void whatTheServerAsksForIsNeverUndercut(int attempts) {
    Duration wish = Duration.ofSeconds(90);

    assertThat(Backoff.delay(attempts, wish, random)).isBetween(wish, Duration.ofSeconds(99));
  }

  @Test
  void afterAnOutageOfOurOwnNobodyWaitsLongHoweverLongItWas() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Backoff.outage(random)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(16));
    }
  }

  @Test
  void anAbsurdWishIsCutToSixHours() {
    assertThat(Backoff.delay(1, Duration.ofDays(400), random)).isLessThan(Duration.ofHours(7));
  }

  @Test
  void nobodyCallsBeforeThereAreCallsAgainAndThoseInNoHurryComeBackLater() {
    Duration callsAgain = Duration.ofSeconds(5);
    for (int i = 0; i < 1_000; i++) {
      assertThat(Backoff.until(callsAgain, true, random))
          .isBetween(callsAgain, callsAgain.multipliedBy(2));
      assertThat(Backoff.until(callsAgain, false, random))
          .isBetween(callsAgain, callsAgain.multipliedBy(2).plusMinutes(1));
    }
  }
}
