package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.Settings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RushTests {
  private Instant now = Instant.EPOCH;
  private final Rush rush = new Rush(Settings.withPermits(1), () -> now);

  @Test
  void aHundredChangesASecondAreNone() {
    for (int i = 0; i < 600; i++) {
      assertThat(rush.add(10)).isFalse();
      now = now.plusMillis(100);
    }
  }

  @Test
  void twoThousandASecondAreOneFromTheFirstTenthOfASecondOnUntilAFewSecondsAfterTheLast() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(rush.add(20)).isEqualTo(i >= 8);
      now = now.plusMillis(10);
    }
    now = now.plus(Duration.ofSeconds(3));
    assertThat(rush.isOn()).isFalse();
  }
}
