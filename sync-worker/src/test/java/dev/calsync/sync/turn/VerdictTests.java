package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Parking;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTests {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aBudgetThatIsUsedUpIsNoFailure() {
    assertThat(Verdict.of(new GoogleFault.NoBudget("used up", MINUTE), 1))
        .isEqualTo(new TurnEnd.Wait("used up", MINUTE));
  }

  @Test
  void anAccountWhoseChangesRestIsNoFailureOfItsCalendar() {
    assertThat(Verdict.ofEdit(new GoogleFault.QuotaExceeded("for hours"), 9))
        .isEqualTo(new TurnEnd.Rest("for hours"));
  }

  @Test
  void aCalendarThatWasReadIsNotParkedForAnEditThatFoundNothing() {
    assertThat(Verdict.ofEdit(new GoogleFault.Forbidden("403", null), 9))
        .isEqualTo(new TurnEnd.TryLater("403", Duration.ofHours(1)));
    assertThat(Verdict.ofEdit(new GoogleFault.AccessLost("forbidden"), 1))
        .isEqualTo(new TurnEnd.TryLater("forbidden", null));
  }

  @Test
  void aReadingThatTheQuotaStopsIsAFailureLikeOthersAndAskedForSeldom() {
    var fault = new GoogleFault.QuotaExceeded("for hours");
    assertThat(Verdict.of(fault, 1)).isEqualTo(new TurnEnd.TryLater("for hours", null));
    assertThat(Verdict.of(fault, 9))
        .isEqualTo(new TurnEnd.TryLater("for hours", Duration.ofHours(1)));
  }

  @Test
  void theTimeThatGoogleAsksForWins() {
    var expected = new TurnEnd.TryLater("slow down", MINUTE);

    assertThat(Verdict.of(new GoogleFault.RateLimited("slow down", MINUTE, false), 1))
        .isEqualTo(expected);
    assertThat(Verdict.of(new GoogleFault.Transient("slow down", MINUTE), 1)).isEqualTo(expected);
  }

  @Test
  void aCalendarThatIsNotThereIsParkedOnlyAfterSomeAttempts() {
    var fault = new GoogleFault.NotFound("404");

    assertThat(Verdict.of(fault, 5)).isEqualTo(new TurnEnd.TryLater("404", null));
    assertThat(Verdict.of(fault, 6)).isEqualTo(new TurnEnd.Park(Parking.ACCESS_LOST, "404"));
  }

  @Test
  void aPageOfAProxysIsBelievedNoSoonerThanThatACalendarIsNotThere() {
    var fault = new GoogleFault.Forbidden("403", MINUTE);

    assertThat(Verdict.of(fault, 1)).isEqualTo(new TurnEnd.TryLater("403", MINUTE));
    assertThat(Verdict.of(fault, 5)).isEqualTo(new TurnEnd.TryLater("403", MINUTE));
    assertThat(Verdict.of(fault, 6)).isEqualTo(new TurnEnd.Park(Parking.ACCESS_LOST, "403"));
  }

  @Test
  void whatGoogleRefusesForGoodIsSoonAskedForSeldom() {
    var fault = new GoogleFault.Refused("400");

    assertThat(Verdict.of(fault, 7)).isEqualTo(new TurnEnd.TryLater("400", null));
    assertThat(Verdict.of(fault, 8)).isEqualTo(new TurnEnd.TryLater("400", Duration.ofHours(1)));
  }
}
