package dev.calsync.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Who of a group's members owns which partition. A member that is not heard of for a while loses
 * what it owns, and may still be working on it.
 */
final class ConsumerGroup {
  private static final Duration SESSION = Duration.ofSeconds(10);

  private final String name;
  private final VirtualKafka kafka;
  private final Map<Life, Instant> members = new LinkedHashMap<>();

  ConsumerGroup(String name, VirtualKafka kafka) {
    this.name = name;
    this.kafka = kafka;
  }

  String name() {
    return name;
  }

  /** A member gives a sign of life, and learns what it owns of a topic. */
  List<TopicPartition> heartbeat(Life member, String topic, Instant now) {
    members.values().removeIf(seen -> seen.plus(SESSION).isBefore(now));
    members.put(member, now);
    List<TopicPartition> owned = new ArrayList<>();
    List<Life> present = List.copyOf(members.keySet());
    for (TopicPartition partition : kafka.partitions(topic)) {
      if (member.equals(owner(partition, present))) {
        owned.add(partition);
      }
    }
    return owned;
  }

  boolean hasMore(TopicPartition partition) {
    return kafka.hasMore(name, partition);
  }

  /** Counts only for whoever owns the partition by now. */
  void commit(Life member, TopicPartition partition, int offset) {
    if (member.equals(owner(partition, List.copyOf(members.keySet())))) {
      kafka.commit(name, partition, offset);
    }
  }

  private static @Nullable Life owner(TopicPartition partition, List<Life> present) {
    return present.isEmpty() ? null : present.get(partition.partition() % present.size());
  }
}
