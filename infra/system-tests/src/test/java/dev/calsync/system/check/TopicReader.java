package dev.calsync.system.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the topics from their beginning on, without a group. */
final class TopicReader implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CHANGES = "calendar.changes";
  private static final String STATE = "calendar.state";
  private static final String NOTIFICATIONS = "calendar.notifications";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final KafkaConsumer<String, String> consumer;
  private final List<TopicPartition> partitions;
  private final List<TopicRecord> changes = new ArrayList<>();
  private final Map<String, String> state = new HashMap<>();
  private final Set<String> notifications = new HashSet<>();

  TopicReader(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
    partitions =
        List.of(CHANGES, STATE, NOTIFICATIONS).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Goes on to what is now the end. */
  void readOn() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(PATIENCE).forEach(this::take);
    }
  }

  /** What was read of these calendars, in order of each partition. */
  List<TopicRecord> changes(Set<String> calendars) {
    return changes.stream().filter(each -> calendars.contains(each.change().calendar())).toList();
  }

  /** Channel and number of each push. */
  Set<String> notifications() {
    return notifications;
  }

  /** The last record of each key of these calendars, as whoever compacts would keep it. */
  Events state(Set<String> calendars) {
    var events = new Events();
    state.forEach((key, value) -> {
      int slash = key.indexOf('/');
      String calendar = key.substring(0, slash);
      if (calendars.contains(calendar)) {
        events.put(calendar, key.substring(slash + 1), Version.of(value));
      }
    });
    return events;
  }

  private void take(ConsumerRecord<String, String> message) {
    @Nullable String value = message.value();
    if (message.topic().equals(NOTIFICATIONS)) {
      JsonNode push = JSON.readTree(value == null ? "{}" : value);
      notifications.add(
          push.path("channelId").asString("") + ":" + push.path("messageNumber").asLong(0));
    } else if (message.topic().equals(CHANGES)) {
      changes.add(change(message, value == null ? "" : value));
    } else if (value == null) {
      state.remove(message.key());
    } else {
      state.put(message.key(), value);
    }
  }

  private static TopicRecord change(ConsumerRecord<String, ?> message, String value) {
    Map<String, String> headers = new HashMap<>();
    var all = new StringBuilder();
    for (Header header : message.headers()) {
      String text = new String(header.value(), StandardCharsets.UTF_8);
      headers.put(header.key(), text);
      all.append(header.key()).append('=').append(text).append('\n');
    }
    var change =
        new Change(
            message.key(),
            Long.parseLong(headers.getOrDefault("ce_seq", "0")),
            headers.getOrDefault("ce_userid", ""),
            Long.parseLong(headers.getOrDefault("ce_feedseq", "0")),
            headers.getOrDefault("ce_type", ""),
            headers.get("ce_subject"),
            value);
    return new TopicRecord(change, all.toString());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
