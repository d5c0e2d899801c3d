package dev.calsync.sync.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.DeadLetterHeaders;
import dev.calsync.model.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

class DeadLetterTopicTests {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEAD_LETTERS, 0);
  private static final int LETTERS = 7;

  /** Two of them are a chunk. */
  private static final int BYTES = DeadLetters.CHUNK_BYTES / 2;

  private static final String WRITTEN = "1795411800000";

  private final Log log = new Log();
  private final Broker broker = new Broker();
  private final DeadLetterTopic topic =
      new DeadLetterTopic(
          new DefaultKafkaConsumerFactory<byte[], byte[]>(Map.of("group.id", "any")) {
            @Override
            protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
              return log;
            }
          },
          new DeadLetters(
              new DefaultKafkaProducerFactory<byte[], byte[]>(Map.of()) {
                @Override
                protected Producer<byte[], byte[]> createRawProducer(Map<String, Object> settings) {
                  return broker;
                }

                @Override
                public ProducerFactory<byte[], byte[]> copyWithConfigurationOverride(
                    @Nullable Map<String, Object> overrides) {
                  return this;
                }
              },
              new SimpleMeterRegistry()));

  @Test
  void whatWasSentBeforeKafkaTookNoMoreIsNotSentAgain() {
    broker.room = 5;

    assertThatThrownBy(() -> topic.redrive(Topics.COMMANDS, 1_000)).isNotNull();
    assertThat(log.done()).isEqualTo(4);
  }

  @Test
  void allAreSentInTheEndAndTheirOffsetsCommitted() {
    assertThat(topic.redrive(Topics.COMMANDS, 1_000).redriven()).isEqualTo(LETTERS);
    assertThat(broker.history()).hasSize(LETTERS);
    assertThat(log.done()).isEqualTo(LETTERS);
  }

  @Test
  void whatIsSentAgainSaysWhenItWasWritten() {
    topic.redrive(Topics.COMMANDS, 1);

    ProducerRecord<byte[], byte[]> again = broker.history().getFirst();
    assertThat(DeadLetter.text(again.headers(), DeadLetterHeaders.TIMESTAMP)).isEqualTo(WRITTEN);
    assertThat(DeadLetter.writtenAt(read(again))).isEqualTo(Long.parseLong(WRITTEN));
  }

  @Test
  void noMoreThanAskedForAreSent() {
    assertThat(topic.redrive(Topics.COMMANDS, 3).redriven()).isEqualTo(3);
    assertThat(log.done()).isEqualTo(3);
  }

  /** As whoever reads the topic finds it, later. */
  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        Long.parseLong(WRITTEN) + 1,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  /** Some letters in one partition, which say that they are large. */
  private static final class Log extends MockConsumer<byte[], byte[]> {
    Log() {
      super("earliest");
      var node = new Node(0, "localhost", 1);
      updatePartitions(
          PARTITION.topic(),
          List.of(new PartitionInfo(PARTITION.topic(), 0, node, new Node[0], new Node[0])));
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, (long) LETTERS));
      schedulePollTask(() -> {
        for (int offset = 0; offset < LETTERS; offset++) {
          addRecord(letter(offset));
        }
      });
    }

    long done() {
      OffsetAndMetadata committed = committed(Set.of(PARTITION)).get(PARTITION);
      return committed == null ? 0 : committed.offset();
    }

    @Override
    public void close() {
      // It is looked at afterwards.
    }

    private static ConsumerRecord<byte[], byte[]> letter(int offset) {
      var headers = new RecordHeaders();
      DeadLetter.add(headers, DeadLetterHeaders.TOPIC, Topics.COMMANDS);
      DeadLetter.add(headers, DeadLetterHeaders.TIMESTAMP, WRITTEN);
      return new ConsumerRecord<>(
          PARTITION.topic(),
          PARTITION.partition(),
          offset,
          0,
          TimestampType.CREATE_TIME,
          0,
          BYTES,
          new byte[0],
          new byte[0],
          headers,
          Optional.empty());
    }
  }

  /** Takes so many records and no more. */
  private static final class Broker extends MockProducer<byte[], byte[]> {
    private int room = Integer.MAX_VALUE;

    Broker() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (history().size() >= room) {
        throw new TimeoutException("full");
      }
      return super.send(record, callback);
    }
  }
}
