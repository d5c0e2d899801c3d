package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWalkTests {
  @Test
  void theSameTokenTwiceInARowIsACircle() {
    assertThat(new PageWalk("A").returnsTo("A")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "0,3", "5,2", "7,7", "100,1", "3,50"})
  void aCircleOfAnyLengthIsNoticedSoon(int before, int length) {
    var walk = new PageWalk(null);
    int steps = 0;
    while (!walk.returnsTo(token(steps, before, length))) {
      steps++;
    }
    assertThat(steps).isLessThanOrEqualTo(3 * (before + length) + 1);
  }

  @Test
  void aWalkWithoutACircleIsNoneUnlessItNeverEnds() {
    var walk = new PageWalk(null);

    assertThat(IntStream.range(0, PageWalk.MOST_PAGES).anyMatch(page -> walk.returnsTo("p" + page)))
        .isFalse();
    assertThat(walk.returnsTo("one more")).isTrue();
  }

  private static String token(int step, int before, int length) {
    return step < before ? "b" + step : "c" + (step - before) % length;
  }
}
