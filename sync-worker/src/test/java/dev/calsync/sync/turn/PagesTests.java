package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // nothing is asked in earnest, only awaited
class PagesTests {
  private int awaited;
  private final Pages pages =
      new Pages(
          null,
          null,
          new PageThreads() {
            @Override
            <T> Supplier<T> begin(Supplier<T> work) {
              return () -> {
                awaited++;
                return null;
              };
            }
          });

  /** One reading of a calendar at a time, also where a turn fails while a page is on its way. */
  @Test
  void whoLeavesWaitsForThePageThatWasAskedAhead() {
    try (Pages.Walk walk = pages.walk()) {
      walk.askAhead(null);
      assertThat(awaited).isZero();
    }

    assertThat(awaited).isEqualTo(1);
  }

  @Test
  void aPageThatWasTakenIsNotWaitedForAgain() {
    try (Pages.Walk walk = pages.walk()) {
      walk.askAhead(null);
      var _ = walk.ask(null);
    }

    assertThat(awaited).isEqualTo(1);
  }
}
