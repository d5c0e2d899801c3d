package dev.calsync.sync.deadletter;

import dev.calsync.sync.SyncProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts records that cannot be read where somebody can look at them. Whoever reads a topic commits
 * its offsets only after this returned; until Kafka has taken the letters the batch is tried again.
 */
@Component
public class DeadLetters implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  /** Sent at once; a quarter of what a producer holds. */
  static final int CHUNK_BYTES = 8_000_000;

  private final KafkaTemplate<byte[], byte[]> kafka;
  private final MeterRegistry meters;

  DeadLetters(ProducerFactory<byte[], byte[]> producers, MeterRegistry meters) {
    this.kafka =
        new KafkaTemplate<>(
            producers,
            Map.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    this.meters = meters;
  }

  /**
   * Returns when Kafka has them.
   *
   * @throws KafkaException when it did not take them
   */
  public void bury(Collection<DeadLetter> letters) {
    List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
    long bytes = 0;
    for (DeadLetter letter : letters) {
      chunk.add(letter.toRecord());
      bytes += letter.bytes();
      if (bytes >= CHUNK_BYTES) {
        send(chunk);
        chunk.clear();
        bytes = 0;
      }
    }
    send(chunk);
    letters.forEach(this::count);
    letters.stream().findFirst().ifPresent(first -> tell(letters.size(), first));
  }

  /** Sends records and waits for them; in their order, as far as they have one key. */
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    CompletableFuture<?>[] acks =
        records.stream().map(kafka::send).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(acks)
          .get(SyncProperties.SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while Kafka took records", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka did not take " + records.size() + " records", e);
    }
  }

  private void count(DeadLetter letter) {
    meters
        .counter(
            "calsync.dead.letters",
            "topic",
            letter.record().topic(),
            "reason",
            letter.reason().name())
        .increment();
  }

  private static void tell(int count, DeadLetter first) {
    log.error(
        "{} records of {} are dead letters; the first, {}@{}: {}",
        count,
        first.record().topic(),
        first.record().partition(),
        first.record().offset(),
        first.detail());
  }

  @Override
  public void destroy() {
    kafka.destroy();
  }
}
