package dev.calsync.sync.deadletter;

import dev.calsync.model.DeadLetterHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * The dead letters as they lie there. How far they were sent again is kept per topic that they came
 * from, as the offsets of a consumer group, so that each goes once. One that fails again comes back
 * as a new letter, behind them.
 */
@Component
class DeadLetterTopic {
  /** What this worker reads, and so what can be sent again. */
  static final Set<String> SOURCES =
      Set.of(Topics.NOTIFICATIONS, Topics.COMMANDS, Topics.LIFECYCLE);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int SHOWN_BYTES = 200;

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final DeadLetters letters;

  DeadLetterTopic(ConsumerFactory<byte[], byte[]> consumers, DeadLetters letters) {
    this.consumers = consumers;
    this.letters = letters;
  }

  /**
   * Sends letters back to the topic they came from, the oldest first, at most {@code limit}. What
   * Kafka has taken is done, even if it does not take what follows.
   */
  synchronized Redriven redrive(String topic, int limit) {
    try (Consumer<byte[], byte[]> consumer = consumer("sync-worker-redrive-" + topic)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      var redrive = new Redrive(consumer, topic, limit);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!redrive.isFull() && isBehind(consumer, ends) && System.nanoTime() < deadline) {
        consumer.poll(POLL).forEach(redrive::take);
      }
      redrive.send();
      return new Redriven(topic, redrive.sent, redrive.cut);
    }
  }

  /** The newest letters, the newest first. */
  List<Shown> newest(int limit) {
    try (Consumer<byte[], byte[]> consumer = consumer("sync-worker-dead-letters")) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      ends.forEach((partition, end) ->
          consumer.seek(partition, Math.max(end - limit, begins.getOrDefault(partition, 0L))));
      List<Shown> found = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (isBehind(consumer, ends) && System.nanoTime() < deadline) {
        consumer.poll(POLL).forEach(letter -> found.add(shown(letter)));
        found.sort(Comparator.comparing(Shown::since).reversed());
        found.subList(Math.min(limit, found.size()), found.size()).clear();
      }
      return found;
    }
  }

  private Consumer<byte[], byte[]> consumer(String group) {
    var bounds = new Properties();
    bounds.setProperty(
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(DeadLetters.CHUNK_BYTES));
    return consumers.createConsumer(group, "redrive-", null, bounds);
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static boolean isBehind(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private static Shown shown(ConsumerRecord<byte[], byte[]> letter) {
    byte[] value = letter.value() == null ? new byte[0] : letter.value();
    return new Shown(
        header(letter, DeadLetterHeaders.TOPIC),
        header(letter, DeadLetterHeaders.PARTITION),
        header(letter, DeadLetterHeaders.OFFSET),
        header(letter, DeadLetterHeaders.REASON),
        header(letter, DeadLetterHeaders.DETAIL),
        header(letter, DeadLetterHeaders.ATTEMPTS),
        Instant.ofEpochMilli(letter.timestamp()),
        value.length,
        new String(value, 0, Math.min(value.length, SHOWN_BYTES), StandardCharsets.UTF_8));
  }

  private static String header(ConsumerRecord<?, ?> letter, String name) {
    String text = DeadLetter.text(letter.headers(), name);
    return text == null ? "" : text;
  }

  /**
   * What was sent again.
   *
   * @param cut letters passed over, because they are not whole
   */
  record Redriven(String topic, int redriven, int cut) {}

  /** A letter, as an operator looks at it. */
  record Shown(
      String topic,
      String partition,
      String offset,
      String reason,
      String detail,
      String attempts,
      Instant since,
      int bytes,
      String beginning) {}

  /** A redrive on its way; letters of other topics are passed over, and stay for theirs. */
  private final class Redrive {
    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final int limit;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private long bytes;
    private int sent;
    private int cut;

    Redrive(Consumer<byte[], byte[]> consumer, String topic, int limit) {
      this.consumer = consumer;
      this.topic = topic;
      this.limit = limit;
    }

    boolean isFull() {
      return sent + records.size() >= limit;
    }

    void take(ConsumerRecord<byte[], byte[]> letter) {
      if (isFull()) {
        return; // Not committed, so the next redrive finds it.
      }
      offsets.put(
          new TopicPartition(letter.topic(), letter.partition()),
          new OffsetAndMetadata(letter.offset() + 1));
      if (!topic.equals(DeadLetter.text(letter.headers(), DeadLetterHeaders.TOPIC))) {
        return;
      }
      if (letter.headers().lastHeader(DeadLetterHeaders.CUT_FROM) != null) {
        cut++;
        return;
      }
      records.add(again(letter));
      bytes += Math.max(letter.serializedKeySize(), 0) + Math.max(letter.serializedValueSize(), 0);
      if (bytes >= DeadLetters.CHUNK_BYTES) {
        send();
      }
    }

    void send() {
      letters.send(records);
      consumer.commitSync(offsets);
      sent += records.size();
      records.clear();
      offsets.clear();
      bytes = 0;
    }

    private ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> letter) {
      var record = new ProducerRecord<byte[], byte[]>(topic, letter.key(), letter.value());
      DeadLetter.copyHeaders(letter.headers(), record.headers());
      DeadLetter.add(
          record.headers(), DeadLetterHeaders.ATTEMPTS, DeadLetter.attempts(letter.headers()));
      DeadLetter.add(record.headers(), DeadLetterHeaders.TIMESTAMP, DeadLetter.writtenAt(letter));
      return record;
    }
  }
}
