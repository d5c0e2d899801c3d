package dev.calsync.sync.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTests {
  @ParameterizedTest
  @ValueSource(doubles = {51, 510, 8_500, 1e9})
  void aFullBucketAndItsRefillAreTheLimit(double limit) {
    Bucket bucket = Bucket.of(limit);

    assertThat(bucket.capacity() + bucket.perSecond() * Bucket.WINDOW.toSeconds())
        .isBetween(limit - 1e-3, limit * (1 + 1e-12));
  }

  @Test
  void aWindowHasRoomForALeaseThatIsSpentLateAndACallThatIsSlowToArrive() {
    assertThat(Bucket.WINDOW.minus(Duration.ofMinutes(1)))
        .isGreaterThan(Chunk.VALID.plusSeconds(5));
  }

  @ParameterizedTest
  @EnumSource(Work.class)
  void evenTheSmallestBucketHasACallForEverybodyWhenItIsFull(Work work) {
    Bucket smallest = Bucket.of(60 * 0.1);

    assertThat(smallest.capacity() - work.reserve(smallest)).isGreaterThanOrEqualTo(1);
  }

  @Test
  void whatIsMoreUrgentMayTakeMore() {
    Bucket bucket = Bucket.of(510);

    assertThat(Work.LIVE.reserve(bucket)).isZero();
    assertThat(Work.BACKFILL.reserve(bucket)).isPositive();
    assertThat(Work.POLL.reserve(bucket)).isGreaterThan(Work.BACKFILL.reserve(bucket));
  }
}
