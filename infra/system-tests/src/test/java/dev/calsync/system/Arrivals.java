package dev.calsync.system;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When {@code calendar.changes} first told of each event, from now on. */
final class Arrivals implements AutoCloseable {
  private static final Duration A_MOMENT = Duration.ofMillis(200);

  private final KafkaConsumer<String, String> consumer;
  private final Map<String, Instant> first = new ConcurrentHashMap<>();
  private volatile boolean over;

  Arrivals(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.CHANGES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // Else the end is what it is at the first poll.
    Thread.ofPlatform().daemon().name("arrivals").start(this::read);
  }

  Optional<Instant> of(String event) {
    return Optional.ofNullable(first.get(event));
  }

  private void read() {
    try (consumer) {
      while (!over) {
        consumer.poll(A_MOMENT).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, String> change) {
    Header event = change.headers().lastHeader(CloudEventHeaders.SUBJECT);
    if (event != null) {
      first.putIfAbsent(new String(event.value(), StandardCharsets.UTF_8), Instant.now());
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
