package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // no consumer is asked
class OwnedPartitionsTests {
  private static final Duration FIRST = Duration.ofMillis(100);

  private final OwnedPartitions owned = new OwnedPartitions();

  @Test
  void eachIsTheFirstInItsTurnAndTheLastAfterThat() {
    owned.onPartitionsAssigned(null, List.of(notifications(7), notifications(2), notifications(5)));

    assertThat(owned.inTurn(Instant.EPOCH)).containsExactly(2, 5, 7);
    assertThat(owned.inTurn(Instant.EPOCH.plus(FIRST).minusMillis(1))).containsExactly(2, 5, 7);
    assertThat(owned.inTurn(Instant.EPOCH.plus(FIRST))).containsExactly(5, 7, 2);
    assertThat(owned.inTurn(Instant.EPOCH.plus(FIRST.multipliedBy(2)))).containsExactly(7, 2, 5);
    assertThat(owned.inTurn(Instant.EPOCH.plus(FIRST.multipliedBy(3)))).containsExactly(2, 5, 7);
  }

  @Test
  void noneIsKeptThatWasTakenAway() {
    owned.onPartitionsAssigned(
        null, List.of(notifications(0), notifications(1), new TopicPartition(Topics.COMMANDS, 2)));
    owned.onPartitionsRevokedAfterCommit(null, List.of(notifications(0)));

    assertThat(owned.inTurn(Instant.EPOCH)).containsExactly(1);
    owned.onPartitionsLost(null, List.of(notifications(1)));
    assertThat(owned.inTurn(Instant.EPOCH)).isEmpty();
  }

  private static TopicPartition notifications(int partition) {
    return new TopicPartition(Topics.NOTIFICATIONS, partition);
  }
}
