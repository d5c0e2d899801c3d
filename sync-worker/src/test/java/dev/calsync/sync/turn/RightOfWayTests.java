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
  void aFullSyncWaitsForATurnThatIsUnderWay() throws InterruptedException {
    Passage turn = way.enter(true);
    Passage fullSync = way.enter(false);
    Thread piece = Thread.ofPlatform().start(fullSync::giveWay);

    await().until(() -> piece.getState() == Thread.State.TIMED_WAITING);
    turn.close();
    piece.join();
  }

  @Test
  void fullSyncsDoNotWaitForEachOther() {
    try (Passage one = way.enter(false);
        Passage other = way.enter(false)) {
      one.giveWay();
      other.giveWay();
    }
  }

  /** A calendar that was known and is read again from its beginning. */
  @Test
  void aTurnThatOthersWaitForDoesNotWaitForItself() {
    try (Passage itself = way.enter(true)) {
      itself.giveWay();
    }
  }

  @Test
  void aTurnThatDoesNotEndHoldsUpNobodyForLong() {
    var impatient = new RightOfWay(Duration.ofMillis(1));
    try (var _ = impatient.enter(true);
        Passage fullSync = impatient.enter(false)) {
      fullSync.giveWay();
    }
  }

  @Test
  void whoIsInterruptedGoesOnAndStaysSo() {
    try (var _ = way.enter(true);
        Passage fullSync = way.enter(false)) {
      Thread.currentThread().interrupt();
      fullSync.giveWay();
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
