package dev.calsync.channel.watch;

import static dev.calsync.channel.watch.SampleChannel.NOW;
import static dev.calsync.channel.watch.SampleChannel.active;
import static dev.calsync.channel.watch.SampleChannel.channel;
import static dev.calsync.channel.watch.SampleChannel.retiring;
import static dev.calsync.channel.watch.SampleChannel.stray;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.channel.watch.WatchPlan.Discard;
import dev.calsync.channel.watch.WatchPlan.Open;
import dev.calsync.channel.watch.WatchPlan.Replace;
import dev.calsync.channel.watch.WatchPlan.Rest;
import dev.calsync.channel.watch.WatchPlan.State;
import dev.calsync.channel.watch.WatchPlan.Step;
import dev.calsync.channel.watch.WatchPlan.Stop;
import dev.calsync.channel.watch.WatchPlan.Suspect;
import dev.calsync.channel.watch.WatchPlan.Wait;
import dev.calsync.channel.watch.WatchPlan.Wish;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to be done about the channels of one calendar. */
class WatchPlanTests {
  private static final Wish WANTED = new Wish(true, true, true, 0);

  @Test
  void aWantedCalendarWithoutAChannelGetsOne() {
    assertThat(next(WANTED)).isEqualTo(new Open());
  }

  @Test
  void aConfirmedChannelIsLeftAloneUntilItsRenewal() {
    Channel active = active().confirmed().build();
    assertThat(next(WANTED, active)).isEqualTo(new Wait(active.renewAt()));
  }

  @ParameterizedTest
  @CsvSource({"PT6H, PT1H", "PT30M, PT30M", ", PT1H"})
  void theEndOfAChannelIsWaitedForNoLongerThanItTakes(@Nullable Duration failure, Duration until) {
    List<Channel> channels =
        List.of(
            active().expiresIn(Duration.ofHours(1)).build(),
            retiring().expiresIn(Duration.ofMinutes(-1)).build());
    assertThat(
            WatchPlan.noLaterThanAnEnd(failure == null ? null : NOW.plus(failure), channels, NOW))
        .isEqualTo(NOW.plus(until));
  }

  @Test
  void withoutAChannelNothingEnds() {
    assertThat(WatchPlan.noLaterThanAnEnd(null, List.of(), NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"PT1S, false", "PT0S, true", "PT-1H, true"})
  void aChannelIsReplacedFromItsRenewalOn(Duration left, boolean replaced) {
    Channel active = active().confirmed().renewIn(left).build();
    assertThat(next(WANTED, active) instanceof Replace).isEqualTo(replaced);
  }

  @Test
  void theOldChannelIsStoppedOnceTheNewOneHasDelivered() {
    Channel old = retiring().build();
    assertThat(next(WANTED, old, active().confirmed().build())).isEqualTo(new Stop(old));
  }

  @Test
  void theOldChannelStaysWhileTheNewOneHasNotDelivered() {
    assertThat(next(WANTED, retiring().build(), active().age(Duration.ofSeconds(5)).build()))
        .isInstanceOf(Wait.class);
  }

  @Test
  void aChannelThatDoesNotConfirmIsSuspectAfterTwoMinutes() {
    Channel silent = active().age(Duration.ofMinutes(2)).build();
    assertThat(next(WANTED, silent)).isEqualTo(new Suspect(silent));
  }

  @Test
  void beforeThatItIsWaitedFor() {
    Channel young = active().age(Duration.ofSeconds(30)).build();
    assertThat(next(WANTED, young))
        .isEqualTo(new Wait(young.createdAt().plus(WatchPlan.CONFIRM_WITHIN)));
  }

  @Test
  void aSuspectChannelIsReplaced() {
    Channel suspect = active().suspect().build();
    assertThat(next(WANTED, suspect)).isEqualTo(new Replace(suspect));
  }

  @Test
  void aSuspectChannelWhoseForerunnerStillDeliversIsStoppedFirst() {
    Channel suspect = active().suspect().build();
    assertThat(next(WANTED, retiring().confirmed().build(), suspect)).isEqualTo(new Stop(suspect));
  }

  @Test
  void aSuspectChannelThatRetiresIsStoppedWithoutWaiting() {
    Channel suspect = retiring().suspect().build();
    assertThat(next(WANTED, suspect, active().build())).isEqualTo(new Stop(suspect));
  }

  @ParameterizedTest
  @CsvSource({"0, PT2M", "1, PT4M", "4, PT32M", "9, PT17H4M", "1000, PT17H4M"})
  void patienceGrowsWithEachFailureUpToALimit(int attempts, Duration patience) {
    assertThat(WatchPlan.patience(attempts)).isEqualTo(patience);
  }

  @Test
  void whereNoPushEverArrivesChannelsAreNotReplacedEveryTwoMinutes() {
    var tired = new Wish(true, true, true, 6);
    assertThat(next(tired, active().age(Duration.ofHours(2)).build())).isInstanceOf(Wait.class);
  }

  @Test
  void whatACrashLeftHalfOpenIsWrittenOff() {
    Channel halfOpen = channel(State.OPENING).noExpiry().build();
    assertThat(next(WANTED, halfOpen)).isEqualTo(new Discard(halfOpen, "was never answered"));
  }

  @Test
  void anExpiredChannelIsWrittenOffWithoutACall() {
    Channel expired = active().confirmed().expiresIn(Duration.ZERO).build();
    assertThat(next(WANTED, expired)).isEqualTo(new Discard(expired, "expired"));
  }

  @Test
  void aCalendarThatIsNoLongerWantedLosesItsChannels() {
    Channel active = active().confirmed().build();
    var unwanted = new Wish(false, true, true, 0);
    assertThat(next(unwanted, active)).isEqualTo(new Stop(active));
    assertThat(next(unwanted)).isEqualTo(new Rest());
  }

  @Test
  void aCalendarThatGoogleDoesNotPushForIsNeverAskedAboutAgain() {
    assertThat(next(new Wish(true, false, true, 3))).isEqualTo(new Rest());
  }

  @Test
  void withoutAGrantNothingIsAskedOfGoogleAndItsChannelsAreLookedAtWhenTheyExpire() {
    var parked = new Wish(true, true, false, 0);
    assertThat(next(parked)).isEqualTo(new Rest());
    for (Wish wish : List.of(parked, new Wish(false, true, false, 0))) {
      Channel first = active().renewIn(Duration.ZERO).expiresIn(Duration.ofHours(1)).build();
      assertThat(next(wish, stray().build(), first, stray().noExpiry().build()))
          .isEqualTo(new Wait(NOW.plus(Duration.ofHours(1))));
      assertThat(next(wish, stray().noExpiry().build())).isEqualTo(new Rest());
    }
  }

  @Test
  void anExpiredChannelIsWrittenOffEvenWithoutAGrant() {
    Channel expired = active().expiresIn(Duration.ofMinutes(-1)).build();
    assertThat(next(new Wish(true, true, false, 0), expired)).isInstanceOf(Discard.class);
  }

  @Test
  void aRenewalThatIsDueBeforeTheConfirmationIsNotForgotten() {
    Channel shortLived =
        active().age(Duration.ofSeconds(61)).renewIn(Duration.ofSeconds(-1)).build();
    assertThat(next(WANTED, shortLived)).isEqualTo(new Replace(shortLived));
  }

  @Test
  void everyWaitEndsInTheFuture() {
    for (int age = 0; age < 200; age++) {
      for (int renew = -200; renew < 200; renew += 7) {
        Channel channel =
            active().age(Duration.ofSeconds(age)).renewIn(Duration.ofSeconds(renew)).build();
        for (List<Channel> channels :
            List.of(List.of(channel), List.of(retiring().build(), channel))) {
          Step step = WatchPlan.next(WANTED, channels, NOW);
          assertThat(step).isNotInstanceOf(Rest.class);
          if (step instanceof Wait(var until)) {
            assertThat(until).isAfter(NOW);
          }
        }
      }
    }
  }

  @Test
  void thereAreNeverTwoRetiringChannels() {
    for (Channel active :
        List.of(
            active().build(),
            active().confirmed().build(),
            active().suspect().build(),
            active().confirmed().renewIn(Duration.ZERO).build(),
            active().age(Duration.ofHours(1)).renewIn(Duration.ZERO).build())) {
      assertThat(next(WANTED, retiring().build(), active)).isNotInstanceOf(Replace.class);
    }
  }

  private static Step next(Wish wish, Channel... channels) {
    return WatchPlan.next(wish, List.of(channels), NOW);
  }
}
