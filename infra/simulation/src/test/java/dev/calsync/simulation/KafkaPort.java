package dev.calsync.simulation;

import dev.calsync.model.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Kafka as one process reaches it: what it sends is refused, or kept and refused all the same. */
final class KafkaPort<V> extends MockProducer<String, V> {
  private final Surroundings around;
  private final Serializer<V> values;
  private final Consumer<ProducerRecord<String, byte[]>> kafka;

  private KafkaPort(
      Surroundings around, Serializer<V> values, Consumer<ProducerRecord<String, byte[]>> kafka) {
    super(Cluster.empty(), true, null, new StringSerializer(), values);
    this.around = around;
    this.values = values;
    this.kafka = kafka;
  }

  static KafkaTemplate<String, byte[]> template(
      Surroundings around, Consumer<ProducerRecord<String, byte[]>> kafka) {
    return template(around, new ByteArraySerializer(), kafka);
  }

  static <V> KafkaTemplate<String, V> template(
      Surroundings around, Serializer<V> values, Consumer<ProducerRecord<String, byte[]>> kafka) {
    var producer = new KafkaPort<>(around, values, kafka);
    ProducerFactory<String, V> factory =
        new ProducerFactory<>() {
          @Override
          public Producer<String, V> createProducer() {
            return producer;
          }
        };
    return new KafkaTemplate<>(factory);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // others run while one waits here
  public Future<RecordMetadata> send(ProducerRecord<String, V> record, @Nullable Callback told) {
    around.touch();
    var partition = new TopicPartition(record.topic(), 0);
    if (around.isKafkaDown() || around.happens(around.swarm().kafka().refused())) {
      return failed(partition, told);
    }
    var bytes =
        new ProducerRecord<>(
            record.topic(),
            null,
            record.key(),
            record.value() == null ? null : values.serialize(record.topic(), record.value()),
            record.headers());
    kafka.accept(bytes);
    if (record.topic().equals(Topics.NOTIFICATIONS)) {
      around.comesTo(Moment.KEPT);
      around.requireAlive();
    }
    if (around.happens(around.swarm().kafka().uncertain())) {
      return failed(partition, told);
    }
    var metadata = new RecordMetadata(partition, 0, 0, 0, 0, 0);
    if (told != null) {
      told.onCompletion(metadata, null);
    }
    return CompletableFuture.completedFuture(metadata);
  }

  private static Future<RecordMetadata> failed(TopicPartition partition, @Nullable Callback told) {
    var reason = new TimeoutException("not acknowledged");
    if (told != null) {
      told.onCompletion(new RecordMetadata(partition, -1, -1, -1, -1, -1), reason);
    }
    return CompletableFuture.failedFuture(reason);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return VirtualKafka.description(topic);
  }
}
