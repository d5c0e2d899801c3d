package dev.calsync.ingress;

import dev.calsync.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is in the topic, read without a group. */
final class NotificationsLog implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;

  NotificationsLog(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
  }

  /** Whether the topic is there, so that counting its records means something. */
  boolean exists() {
    return !consumer.partitionsFor(Topics.NOTIFICATIONS).isEmpty();
  }

  /** How many records there are. */
  long size() {
    return ends().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The records from the first one on. */
  List<ConsumerRecord<String, String>> all() {
    Map<TopicPartition, Long> ends = ends();
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    var found = new ArrayList<ConsumerRecord<String, String>>();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (found.size() < size() && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    return found;
  }

  private Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(
        consumer.partitionsFor(Topics.NOTIFICATIONS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
