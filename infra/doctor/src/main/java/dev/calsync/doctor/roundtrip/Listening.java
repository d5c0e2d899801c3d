package dev.calsync.doctor.roundtrip;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Hears the pushes and changes of one calendar from now on; belongs to no consumer group. */
final class Listening implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String calendar;
  private final String event;
  private final long from = System.nanoTime();
  private @Nullable Long pushedAt;
  private @Nullable Long changedAt;
  private String origin = "";

  Listening(Map<String, Object> client, String calendar, String event) {
    this.calendar = calendar;
    this.event = event;
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("allow.auto.create.topics", false);
    config.put("fetch.max.wait.ms", 50);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(Topics.NOTIFICATIONS, Topics.CHANGES)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // else the end would be looked up only at the poll
  }

  /** Until both are heard, or no longer than this. */
  void await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while ((pushedAt == null || changedAt == null) && System.nanoTime() < deadline) {
      consumer.poll(POLL).forEach(this::hear);
    }
  }

  /** After this many nanoseconds of listening, if at all. */
  @Nullable Long pushedAt() {
    return pushedAt;
  }

  @Nullable Long changedAt() {
    return changedAt;
  }

  /** How the worker came to look, {@code push} or {@code poll}. */
  String origin() {
    return origin;
  }

  long now() {
    return System.nanoTime() - from;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void hear(ConsumerRecord<String, byte[]> record) {
    if (!calendar.equals(record.key())) {
      return;
    }
    if (record.topic().equals(Topics.NOTIFICATIONS)) {
      pushedAt = pushedAt == null ? now() : pushedAt;
    } else if (header(record, CloudEventHeaders.SUBJECT).equals(event) && changedAt == null) {
      changedAt = now();
      origin = header(record, CloudEventHeaders.ORIGIN);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
