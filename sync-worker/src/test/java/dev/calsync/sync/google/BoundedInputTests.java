package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundedInputTests {
  @Test
  void anAnswerWithinItsLimitsIsReadWhole() throws IOException {
    try (var input = bounded(100, 100, Duration.ofMinutes(1))) {
      assertThat(input.readAllBytes()).hasSize(100);
    }
  }

  @Test
  void anAnswerThatIsTooLongEndsInAnError() throws IOException {
    try (var input = bounded(101, 100, Duration.ofMinutes(1))) {
      assertThatThrownBy(input::readAllBytes).hasMessageContaining("more than 100 bytes");
    }
  }

  @Test
  void anAnswerThatTakesTooLongEndsInAnError() throws IOException {
    try (var input = bounded(1, 100, Duration.ofSeconds(-1))) {
      assertThatThrownBy(input::read).hasMessageContaining("took longer");
    }
  }

  private static BoundedInput bounded(int length, long limit, Duration patience) {
    return new BoundedInput(new ByteArrayInputStream(new byte[length]), limit, patience);
  }
}
