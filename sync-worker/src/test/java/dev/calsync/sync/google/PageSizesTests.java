package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageSizesTests {
  private static final AccountId ADA = new AccountId(new UUID(0, 1));

  private final PageSizes sizes = new PageSizes(2_500);

  @Test
  void afterAnAnswerThatWasTooLargeATenthIsAskedForAndNeverNothing() {
    sizes.tooLarge(ADA, "c");
    assertThat(sizes.of(ADA, "c")).isEqualTo(250);
    for (int i = 0; i < 4; i++) {
      sizes.tooLarge(ADA, "c");
    }

    assertThat(sizes.of(ADA, "c")).isEqualTo(1);
  }

  @Test
  void afterSomePagesThatWereNotTooLargeMoreAreAskedForUpToTheUsual() {
    sizes.tooLarge(ADA, "c");
    read(PageSizes.ENOUGH - 1);
    assertThat(sizes.of(ADA, "c")).isEqualTo(250);
    read(1);
    assertThat(sizes.of(ADA, "c")).isEqualTo(2_500);
    read(2 * PageSizes.ENOUGH);
    assertThat(sizes.of(ADA, "c")).isEqualTo(2_500);
  }

  @Test
  void otherCalendarsAndOtherAccountsAreAskedAsEver() {
    sizes.tooLarge(ADA, "c");

    assertThat(sizes.of(ADA, "d")).isEqualTo(2_500);
    assertThat(sizes.of(new AccountId(new UUID(0, 2)), "c")).isEqualTo(2_500);
  }

  private void read(int pages) {
    for (int i = 0; i < pages; i++) {
      sizes.wasRead(ADA, "c");
    }
  }
}
