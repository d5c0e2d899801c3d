package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {
  @Test
  void everyPercentileWasReallyMeasured() {
    var hundred = Percentiles.of(IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList());

    assertThat(hundred.median()).isEqualTo(50);
    assertThat(hundred.at(0.99)).isEqualTo(99);
    assertThat(hundred.at(0)).isEqualTo(1);
    assertThat(hundred.at(1)).isEqualTo(100);
  }

  @Test
  void aSmallSamplesWorstIsItsHighPercentile() {
    assertThat(Percentiles.of(List.of(3.0, 1.0)).at(0.99)).isEqualTo(3);
    assertThat(Percentiles.of(List.of(3.0, 1.0)).median()).isEqualTo(1);
  }

  @Test
  void anEmptySampleIsRefused() {
    assertThatThrownBy(() -> Percentiles.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
