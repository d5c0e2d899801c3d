package dev.calsync.sync.schedule;

import dev.calsync.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * Which partitions of the notifications this worker owns, and so which calendars it takes first.
 */
@Component
class OwnedPartitions implements ConsumerAwareRebalanceListener {
  /** Each partition is the first for so long, and the last after that. */
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

  /**
   * Those owned, in the order in which calendars are claimed at this time. While more is due than
   * fits, that is of one partition after the other: turns of one partition cost less together, as
   * was measured, perhaps since their records are sent together.
   */
  List<Integer> inTurn(Instant now) {
    List<Integer> sorted = new ArrayList<>(new TreeSet<>(owned));
    long turns = now.toEpochMilli() / FIRST.toMillis();
    Collections.rotate(sorted, -(int) (turns % Math.max(1, sorted.size())));
    return sorted;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream().filter(OwnedPartitions::isOurs).forEach(p -> owned.add(p.partition()));
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream().filter(OwnedPartitions::isOurs).forEach(p -> owned.remove(p.partition()));
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream().filter(OwnedPartitions::isOurs).forEach(p -> owned.remove(p.partition()));
  }

  private static boolean isOurs(TopicPartition partition) {
    return partition.topic().equals(Topics.NOTIFICATIONS);
  }
}
