package dev.calsync.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.channel.account.ListInterval.Settings;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often calendar lists are read: as often as the day's calls allow, and daily in any case. */
class ListIntervalTests {
  private static final int READS_PER_DAY = 50_000;

  @ParameterizedTest
  @CsvSource({
    "true, 1, PT6H",
    "true, 12500, PT6H",
    "true, 25000, PT12H",
    "true, 50000, PT24H",
    "true, 1000000, PT24H",
    "false, 1, PT1H",
    "false, 2083, PT1H",
    "false, 25000, PT12H",
    "false, 1000000, PT24H"
  })
  void itGrowsWithTheNumberOfAccountsUpToADay(boolean watched, long accounts, Duration about) {
    assertThat(ListInterval.of(watched, accounts, READS_PER_DAY, new Random(accounts)))
        .isBetween(about.multipliedBy(98).dividedBy(100), about.multipliedBy(102).dividedBy(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aDayWithoutReadingsIsRefusedByName(int readsPerDay) {
    assertThatThrownBy(() -> new Settings(readsPerDay))
        .hasMessageContaining("calsync.lists.reads-per-day");
  }
}
