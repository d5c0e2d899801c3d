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
    assertThat(after(false, Duration.ZERO, 1).second()).isFalse();
  }

  /** The one that was found may be the one that was late. */
  @Test
  void aPushThatComesBeforeTheSecondLookPutsItOffWhateverIsFound() {
    assertThat(after(true, LEFT, 1)).isEqualTo(new NextLook(SECOND_LOOK, true));
    assertThat(after(false, LEFT, 1)).isEqualTo(new NextLook(LEFT, true));
  }

  /** Two changes are announced and the list has one of them: the other may be late. */
  @Test
  void lessThanWasAnnouncedIsLookedForOnceMore() {
    assertThat(after(2, 1, false)).isEqualTo(new NextLook(SECOND_LOOK, true));
    assertThat(after(2, 2, false).second()).isFalse();
    assertThat(after(1, 5, false).second()).isFalse();
  }

  @Test
  void inARushOnlyWhatFoundNothingIsLookedAtOnceMore() {
    assertThat(after(20, 1, true).second()).isFalse();
    assertThat(after(20, 0, true).second()).isTrue();
  }

  private static NextLook after(int asked, int changes, boolean rush) {
    return after(new Lease.Occasion(1, asked, Instant.EPOCH, true, null, null), changes, rush);
  }

  private static NextLook after(boolean pushed, @Nullable Duration secondLookIn, int changes) {
    return after(
        new Lease.Occasion(1, 1, Instant.EPOCH, pushed, secondLookIn, null), changes, false);
  }

  private static NextLook after(Lease.Occasion occasion, int changes, boolean rush) {
    var lease =
        new Lease(
            new Lease.Subject(
                new CalendarId(UUID.randomUUID()),
                new AccountId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                "c"),
            1,
            occasion,
            new Progress(null, null, 1, false),
            new Lease.Standing(new Lease.Told(0, true), 1, true, false, Duration.ZERO, false, null),
            Instant.MAX);
    return NextLook.after(lease, changes, rush, SECOND_LOOK, POLLING, new SplittableRandom(1));
  }
}
