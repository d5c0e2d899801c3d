package dev.calsync.sync.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChunkTests {
  private static final Instant NOW = Instant.EPOCH;

  private final Chunk chunk = new Chunk();

  @Test
  void whatWasLeasedIsSpentOnce() {
    chunk.fill(2, NOW);

    assertThat(chunk.take(NOW)).isTrue();
    assertThat(chunk.take(NOW)).isTrue();
    assertThat(chunk.take(NOW)).isFalse();
  }

  @Test
  void whatIsNotSpentInTimeIsLost() {
    chunk.fill(2, NOW);

    assertThat(chunk.take(NOW.plus(Chunk.VALID))).isFalse();
  }

  @Test
  void aPauseTakesBackWhatWasLeased() {
    chunk.fill(2, NOW);
    chunk.close(NOW.plusSeconds(5), "pause");

    assertThat(chunk.take(NOW)).isFalse();
    assertThat(chunk.closedFor(NOW)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whatIsGivenBackInAPauseIsNotSpentInIt() {
    chunk.fill(2, NOW);
    chunk.take(NOW);
    chunk.close(NOW.plusSeconds(5), "pause");
    chunk.giveBack(NOW);

    assertThat(chunk.take(NOW)).isFalse();
  }

  @Test
  void whatIsGivenBackIsSpentByAnother() {
    chunk.fill(1, NOW);
    chunk.take(NOW);
    chunk.giveBack(NOW);

    assertThat(chunk.take(NOW)).isTrue();
  }

  @Test
  void aShorterPauseDoesNotEndALongerOne() {
    chunk.close(NOW.plusSeconds(5), "pause");
    chunk.close(NOW.plusSeconds(1), "used up");

    assertThat(chunk.closedFor(NOW)).isEqualTo(Duration.ofSeconds(5));
    assertThat(chunk.closedBecause()).isEqualTo("pause");
  }

  @Test
  void chunksGrowWithWhatIsSpentAndShrinkWithWhatIsLost() {
    assertThat(chunk.next(8)).isEqualTo(2);
    assertThat(chunk.next(8)).isEqualTo(4);
    assertThat(chunk.next(8)).isEqualTo(8);
    assertThat(chunk.next(8)).isEqualTo(8);
    chunk.fill(8, NOW);
    assertThat(chunk.next(8)).isEqualTo(4);
  }
}
