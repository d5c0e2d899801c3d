package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.google.GoogleFault.Kind;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a failed watch is tried again. */
class BackoffTests {
  private final RandomGenerator random = RandomGenerator.getDefault();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 10, 1_000_000})
  void whatMayPassIsTriedAgainWithinTheHour(int attempts) {
    assertThat(Backoff.after(Kind.TRANSIENT, null, attempts, random))
        .isBetween(Duration.ofMillis(2500), Duration.ofHours(1));
  }

  @Test
  void whatGoogleAsksForIsKept() {
    assertThat(Backoff.after(Kind.RATE_LIMITED, Duration.ofHours(2), 0, random))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void whatGoogleAsksForIsKeptForSixHoursAtMost() {
    assertThat(Backoff.after(Kind.RATE_LIMITED, Duration.ofDays(11), 0, random))
        .isEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @EnumSource(names = {"ADDRESS_REFUSED", "FORBIDDEN", "NOT_FOUND"})
  void whatAPersonMustPutRightIsTriedRarely(Kind kind) {
    assertThat(Backoff.after(kind, null, 0, random)).isGreaterThanOrEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_GRANT", "NOT_WATCHABLE"})
  void whatOnlyAnotherEventCanChangeIsNotTriedByItself(Kind kind) {
    assertThat(Backoff.after(kind, null, 0, random)).isNull();
  }
}
