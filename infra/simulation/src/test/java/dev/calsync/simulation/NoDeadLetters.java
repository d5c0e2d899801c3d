package dev.calsync.simulation;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/** Nobody writes what cannot be read here. */
final class NoDeadLetters implements ProducerFactory<byte[], byte[]> {
  @Override
  public Producer<byte[], byte[]> createProducer() {
    throw new IllegalStateException("a record could not be read");
  }

  @Override
  public ProducerFactory<byte[], byte[]> copyWithConfigurationOverride(
      @Nullable Map<String, Object> overrides) {
    return this;
  }
}
