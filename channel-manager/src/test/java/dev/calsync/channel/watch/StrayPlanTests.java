package dev.calsync.channel.watch;

import static dev.calsync.channel.watch.SampleChannel.NOW;
import static dev.calsync.channel.watch.SampleChannel.active;
import static dev.calsync.channel.watch.SampleChannel.retiring;
import static dev.calsync.channel.watch.SampleChannel.stray;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.channel.watch.WatchPlan.Discard;
import dev.calsync.channel.watch.WatchPlan.Open;
import dev.calsync.channel.watch.WatchPlan.Step;
import dev.calsync.channel.watch.WatchPlan.Stop;
import dev.calsync.channel.watch.WatchPlan.Wait;
import dev.calsync.channel.watch.WatchPlan.Wish;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to be done about channels that nobody has in use and that push all the same. */
class StrayPlanTests {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Wish WANTED = new Wish(true, true, true, 0);
  private static final Wish UNWANTED = new Wish(false, true, true, 0);

  private final Channel due = stray().renewIn(Duration.ZERO).build();
  private final Channel later = stray().renewIn(SOON).build();

  @Test
  void aStrayIsEndedAsSoonAsItIsDueAndOfNoUse() {
    assertThat(next(WANTED, active().confirmed().build(), due)).isEqualTo(new Stop(due));
    assertThat(next(UNWANTED, due)).isEqualTo(new Stop(due));
  }

  @Test
  void untilAnotherDeliversAStrayIsBetterThanNothing() {
    assertThat(next(WANTED, due)).isEqualTo(new Open());
    assertThat(next(WANTED, due, active().build())).isInstanceOf(Wait.class);
  }

  @Test
  void theOneThatIsDueFirstIsEndedFirst() {
    Channel first = stray().renewIn(SOON.negated()).build();
    assertThat(next(WANTED, active().confirmed().build(), due, first, later))
        .isEqualTo(new Stop(first));
  }

  @Test
  void whatIsInUseDoesNotWaitForAStray() {
    assertThat(next(WANTED, later)).isEqualTo(new Open());
    Channel retiring = retiring().build();
    assertThat(next(WANTED, later, retiring, active().confirmed().build()))
        .isEqualTo(new Stop(retiring));
  }

  @Test
  void whereAllElseMayWaitTheStrayIsWaitedFor() {
    assertThat(next(WANTED, active().confirmed().build(), later))
        .isEqualTo(new Wait(later.renewAt()));
    assertThat(next(UNWANTED, later)).isEqualTo(new Wait(later.renewAt()));
    Channel renewedBefore = active().confirmed().renewIn(SOON.dividedBy(2)).build();
    assertThat(next(WANTED, renewedBefore, later)).isEqualTo(new Wait(renewedBefore.renewAt()));
  }

  @Test
  void withoutAGrantNoStrayCanBeEnded() {
    assertThat(next(new Wish(true, true, false, 0), due))
        .isEqualTo(new Wait(NOW.plus(Duration.ofDays(7))));
  }

  @Test
  void aStrayThatHasExpiredIsWrittenOff() {
    Channel expired = stray().expiresIn(Duration.ZERO).build();
    assertThat(next(WANTED, expired)).isEqualTo(new Discard(expired, "expired"));
  }

  private static Step next(Wish wish, Channel... channels) {
    return WatchPlan.next(wish, List.of(channels), NOW);
  }
}
