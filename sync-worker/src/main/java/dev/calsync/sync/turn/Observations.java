package dev.calsync.sync.turn;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.sync.SyncProperties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Tells on {@code calendar.lifecycle} what a turn has seen. */
@Component
class Observations {
  private final KafkaTemplate<String, byte[]> kafka;
  private final ObjectWriter json;

  Observations(KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    this.kafka = kafka;
    this.json = json.writerFor(Lifecycle.class);
  }

  /**
   * Returns once Kafka has it.
   *
   * @throws KafkaException when it may not have it
   */
  void tell(Lifecycle message) {
    try {
      kafka
          .send(Topics.LIFECYCLE, message.key(), json.writeValueAsBytes(message))
          .get(SyncProperties.SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("not told on " + Topics.LIFECYCLE, e);
    }
  }
}
