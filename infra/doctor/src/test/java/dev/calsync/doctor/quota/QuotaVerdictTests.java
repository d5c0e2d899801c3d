package dev.calsync.doctor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaVerdictTests {
  private static final Allowance USUAL =
      new Allowance(10_000, 600, 0.85, 1_000_000, Duration.ofHours(6), Duration.ofMinutes(5));

  @Test
  void hundredThousandWatchedCalendarsFit() {
    assertThat(QuotaVerdict.of(new Load(100_000, 0, 0), USUAL))
        .containsExactly(
            new Measured(
                "400000 polls a day, of 425000 that the budget has",
                Map.of("pollsPerDay", 400_000L, "budgetPerDay", 425_000L, "calendars", 100_000L)));
  }

  @Test
  void millionWatchedCalendarsArePolledEvery56HoursAsTheWorkersDoIt() {
    Finding finding = QuotaVerdict.of(new Load(1_000_000, 0, 0), USUAL).getFirst();

    assertThat(finding).isInstanceOf(Doubtful.class);
    assertThat(finding.found()).contains("every PT56H28M14S");
  }

  @Test
  void moreThanAWeekBetweenPollsIsBroken() {
    assertThat(QuotaVerdict.of(new Load(5_000_000, 0, 0), USUAL).getFirst())
        .isInstanceOf(Broken.class);
  }

  @Test
  void accountWithThousandsOfUnwatchedCalendarsFillsItsMinutes() {
    List<Finding> findings = QuotaVerdict.of(new Load(0, 1_400, 1_400), USUAL);

    assertThat(findings)
        .singleElement()
        .isInstanceOfSatisfying(
            Doubtful.class,
            finding -> {
              assertThat(finding.code()).isEqualTo("account-fills-minutes");
              assertThat(finding.fix()).isEqualTo("CALSYNC_SYNC_POLL_UNWATCHED=9m");
            });
  }

  @Test
  void accountMayNotBeAllowedMoreThanTheProject() {
    var allowance =
        new Allowance(300, 600, 0.85, 1_000_000, Duration.ofHours(6), Duration.ofMinutes(5));

    assertThat(QuotaVerdict.of(new Load(1, 0, 0), allowance))
        .singleElement()
        .extracting(each -> ((Doubtful) each).fix())
        .isEqualTo("CALSYNC_QUOTA_ACCOUNT_PER_MINUTE=300");
  }
}
