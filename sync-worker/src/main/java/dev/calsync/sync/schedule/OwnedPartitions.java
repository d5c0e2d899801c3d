package dev.calsync.sync.schedule;

import dev.calsync.model.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

  List<Integer> list() {
    return List.copyOf(owned);
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
