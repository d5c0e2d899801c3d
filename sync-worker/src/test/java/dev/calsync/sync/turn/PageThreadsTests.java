package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PageThreadsTests {
  private final PageThreads threads = new PageThreads();

  @Test
  void theNextPageIsFetchedWhileThisOneIsKept() throws Exception {
    var fetching = new CountDownLatch(1);
    var kept = new CountDownLatch(1);
    Supplier<String> page =
        threads.begin(() -> {
          fetching.countDown();
          return awaits(kept) ? "page" : "too late";
        });

    assertThat(fetching.await(10, TimeUnit.SECONDS)).isTrue();
    kept.countDown();
    assertThat(page.get()).isEqualTo("page");
  }

  @Test
  void whatFetchingThrowsIsThrownToTheTurn() {
    Supplier<String> page =
        threads.begin(() -> {
          throw new IllegalArgumentException("no page");
        });

    assertThatThrownBy(page::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no page");
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
