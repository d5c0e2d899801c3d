package dev.calsync.simulator.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long delivery waits: infra/docs/google-calendar.md §7.16. */
class PushSettingsTests {
  private final PushSettings settings =
      new PushSettings(
          Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofDays(3), Duration.ofSeconds(5));

  @Test
  @Shows("§7.16 the pauses double up to a longest one")
  void thePausesDoubleUpToTheLongest() {
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(settings::pauseAfter))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(settings.pauseAfter(30_000)).isEqualTo(Duration.ofSeconds(10));
  }
}
