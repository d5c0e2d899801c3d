package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How many calls are free at a pace of sixty a minute. */
class PaceTests {
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final InstantSource time = () -> now;
  private final Pace pace =
      new Pace(
          new WatchSettings(
              null,
              new WatchSettings.Keys(null),
              new WatchSettings.Terms(Duration.ofDays(7), 8, 60, 60)),
          time.withZone(ZoneOffset.UTC));

  @Test
  void tenSecondsWorthIsSavedUpAtMost() {
    assertThat(pace.free()).isEqualTo(10);
    now = now.plus(Duration.ofDays(1));
    assertThat(pace.free()).isEqualTo(10);
  }

  @Test
  void whatIsSpentComesBackWithTime() {
    for (int i = 0; i < 10; i++) {
      pace.spend();
    }
    assertThat(pace.free()).isZero();
    now = now.plusSeconds(3);
    assertThat(pace.free()).isEqualTo(3);
  }

  @Test
  void whatIsOverdrawnIsWaitedFor() {
    for (int i = 0; i < 15; i++) {
      pace.spend();
    }
    now = now.plusSeconds(5);
    assertThat(pace.free()).isZero();
    now = now.plusSeconds(1);
    assertThat(pace.free()).isEqualTo(1);
  }
}
