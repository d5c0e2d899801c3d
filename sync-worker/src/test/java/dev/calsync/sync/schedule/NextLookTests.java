package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextLookTests {
  private static final Duration SECOND_LOOK = Duration.ofSeconds(5);
  private static final Duration LEFT = Duration.ofSeconds(3);
  private static final Polling POLLING = new Polling(Duration.ofHours(6), Duration.ofMinutes(5));

  @Test
  void aPushThatFoundNothingIsLookedAtOnceMore() {
    assertThat(after(true, null, 0)).isEqualTo(new NextLook(SECOND_LOOK, true));
    assertThat(after(false, Duration.ZERO, 0).second()).isFalse();
  }

  @Test
  void aTurnThatCameInBetweenIsNotTheSecondLook() {
    assertThat(after(false, LEFT, 0)).isEqualTo(new NextLook(LEFT, true));
  }

  @Test
  void whatWasFoundNeedsNoSecondLook() {
    assertThat(after(true, null, 1).second()).isFalse();
    assertThat(after(false, LEFT, 1).second()).isFalse();
  }

  private static NextLook after(boolean pushed, @Nullable Duration secondLookIn, int changes) {
    var lease =
        new Lease(
            new Lease.Subject(
                new CalendarId(UUID.randomUUID()),
                new AccountId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                "c"),
            1,
            new Lease.Occasion(1, Instant.EPOCH, pushed, secondLookIn, null),
            new Progress(null, null, 1, false),
            new Lease.Standing(new Lease.Told(0, true), 1, true, false, Duration.ZERO, false),
            Instant.MAX);
    return NextLook.after(lease, changes, SECOND_LOOK, POLLING, new SplittableRandom(1));
  }
}
