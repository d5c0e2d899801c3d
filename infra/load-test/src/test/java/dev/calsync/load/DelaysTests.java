package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelaysTests {
  @Test
  void shareIsNotExceededByThatManyAndGivenByTheTenthOfAMillisecond() {
    var counts = new int[Delays.SPANS];
    for (int millis = 1; millis <= 100; millis++) {
      counts[Delays.span(Duration.ofMillis(millis).toNanos() - 1)]++;
    }
    var delays = new Delays(counts);

    assertThat(delays.at(0.5)).isEqualTo(50.0);
    assertThat(delays.at(0.99)).isEqualTo(99.0);
    assertThat(delays.at(1)).isEqualTo(100.0);
  }

  @Test
  void whatTookOverAMinuteTookAMinute() {
    assertThat(Delays.span(Duration.ofHours(1).toNanos()))
        .isEqualTo(Delays.span(Duration.ofMinutes(1).toNanos()));
  }
}
