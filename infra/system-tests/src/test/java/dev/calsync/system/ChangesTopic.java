package dev.calsync.system;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code calendar.changes} as a downstream service finds it. */
final class ChangesTopic {
  private ChangesTopic() {}

  /** One record, to the byte. */
  record Change(long seq, String value, List<String> headers) {}

  /** All that it holds of a calendar now, in order. */
  static List<Change> read(String bootstrapServers, String calendarId) {
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CHANGES).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Change> changes = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
          if (calendarId.equals(each.key())) {
            changes.add(change(each));
          }
        }
      }
      return changes;
    }
  }

  private static Change change(ConsumerRecord<String, String> each) {
    List<String> headers = new ArrayList<>();
    each.headers().forEach(header -> headers.add(header.key() + "=" + text(header.value())));
    String seq = text(each.headers().lastHeader(CloudEventHeaders.SEQ).value());
    return new Change(Long.parseLong(seq), each.value(), headers);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
