package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.sync.turn.RightOfWay.Passage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RightOfWayTests {
  private final RightOfWay way = new RightOfWay(Duration.ofHours(1));

  @Test
  void whoGivesWayWaitsForThoseWhoHaveIt() throws InterruptedException {
    Passage one = way.enter();
    Passage other = way.enter();
    Thread waiting = Thread.ofPlatform().daemon().start(way::give);

    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    one.close();
    other.close();
    waiting.join();
  }

  @Test
  void whereNobodyHasItNobodyWaits() {
    way.give();
    way.enter().close();
    way.give();
  }

  @Test
  void nobodyWaitsForLong() {
    var impatient = new RightOfWay(Duration.ofMillis(1));
    try (var _ = impatient.enter()) {
      impatient.give();
    }
  }

  @Test
  void whoIsInterruptedGoesOnAndStaysSo() {
    try (var _ = way.enter()) {
      Thread.currentThread().interrupt();
      way.give();
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
