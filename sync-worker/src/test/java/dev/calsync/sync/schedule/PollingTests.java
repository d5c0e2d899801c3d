package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingTests {
  private static final double A_DAYS_POLLS = 425_000;
  private static final Polling SHORTEST = new Polling(Duration.ofHours(6), Duration.ofMinutes(5));

  @Test
  void fewCalendarsArePolledAsOftenAsTheSettingsSay() {
    assertThat(SHORTEST.stretched(50_000, 500, A_DAYS_POLLS)).isEqualTo(SHORTEST);
    assertThat(SHORTEST.stretched(0, 0, A_DAYS_POLLS)).isEqualTo(SHORTEST);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 0", "0, 10000", "300000, 3000", "106250, 0", "106251, 1"})
  void howeverManyThereAreTheirPollsFitIntoTheDay(long watched, long unwatched) {
    Polling polling = SHORTEST.stretched(watched, unwatched, A_DAYS_POLLS);

    double perDay = watched / days(polling.watched()) + unwatched / days(polling.unwatched());
    assertThat(perDay).isLessThanOrEqualTo(A_DAYS_POLLS * 1.001);
  }

  @Test
  void tooManyAreAllPolledLessOftenInTheSameProportion() {
    Polling polling = SHORTEST.stretched(1_000_000, 0, A_DAYS_POLLS);

    assertThat(polling.watched()).isBetween(Duration.ofHours(56), Duration.ofHours(57));
    assertThat(polling.unwatched()).isBetween(Duration.ofMinutes(46), Duration.ofMinutes(48));
  }

  @Test
  void everyCalendarIsPolledOnceAWeekWhateverTheBudget() {
    assertThat(SHORTEST.stretched(1_000_000_000, 0, A_DAYS_POLLS).watched())
        .isEqualTo(Polling.LONGEST);
  }

  private static double days(Duration duration) {
    return duration.toMillis() / (double) Duration.ofDays(1).toMillis();
  }
}
