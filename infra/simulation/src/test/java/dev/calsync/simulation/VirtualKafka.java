package dev.calsync.simulation;

import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/** The topics: records in their partitions, and how far each group has come. */
final class VirtualKafka {
  static final int PARTITIONS = 4;

  private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> logs =
      new LinkedHashMap<>();
  private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
  private final Map<String, Map<TopicPartition, Integer>> committed = new HashMap<>();
  private final Consumer<ConsumerRecord<String, byte[]>> watcher;

  /** Every record that is kept is shown to the watcher. */
  VirtualKafka(Consumer<ConsumerRecord<String, byte[]>> watcher) {
    this.watcher = watcher;
    for (Topics.Topic topic : Topics.ALL) {
      List<TopicPartition> all = new ArrayList<>();
      for (int number = 0; number < PARTITIONS; number++) {
        var partition = new TopicPartition(topic.name(), number);
        logs.put(partition, new ArrayList<>());
        all.add(partition);
      }
      partitions.put(topic.name(), List.copyOf(all));
    }
  }

  /** Keeps a record, in the partition that a producer chooses for its key. */
  void append(ProducerRecord<String, byte[]> record) {
    int partition =
        Utils.toPositive(Utils.murmur2(record.key().getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    var log = log(new TopicPartition(record.topic(), partition));
    var kept =
        new ConsumerRecord<>(
            record.topic(),
            partition,
            log.size(),
            ConsumerRecord.NO_TIMESTAMP,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    log.add(kept);
    watcher.accept(kept);
  }

  /** What a group has not committed yet of a partition, at most {@code limit}. */
  List<ConsumerRecord<String, byte[]>> poll(String group, TopicPartition partition, int limit) {
    var log = log(partition);
    int from = offsets(group).getOrDefault(partition, 0);
    return List.copyOf(log.subList(from, Math.min(log.size(), from + limit)));
  }

  /** What a partition holds from an offset on. */
  List<ConsumerRecord<String, byte[]>> from(TopicPartition partition, int offset) {
    var log = log(partition);
    return List.copyOf(log.subList(offset, log.size()));
  }

  void commit(String group, TopicPartition partition, int offset) {
    offsets(group).merge(partition, offset, Math::max);
  }

  boolean hasMore(String group, TopicPartition partition) {
    return offsets(group).getOrDefault(partition, 0) < log(partition).size();
  }

  /** Whether a group has read all there is of a topic. */
  boolean isRead(String group, String topic) {
    return partitions(topic).stream()
        .allMatch(partition -> offsets(group).getOrDefault(partition, 0) == log(partition).size());
  }

  List<ConsumerRecord<String, byte[]>> all(String topic) {
    return partitions(topic).stream().flatMap(partition -> log(partition).stream()).toList();
  }

  List<TopicPartition> partitions(String topic) {
    return partitions.getOrDefault(topic, List.of());
  }

  static List<PartitionInfo> description(String topic) {
    Node node = new Node(1, "kafka", 9092);
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(
          new PartitionInfo(topic, partition, node, new Node[] {node}, new Node[] {node}));
    }
    return partitions;
  }

  private List<ConsumerRecord<String, byte[]>> log(TopicPartition partition) {
    var log = logs.get(partition);
    if (log == null) {
      throw new IllegalArgumentException("no such partition: " + partition);
    }
    return log;
  }

  private Map<TopicPartition, Integer> offsets(String group) {
    return committed.computeIfAbsent(group, _ -> new HashMap<>());
  }
}
