package dev.calsync.sync.schedule;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** What a record says. */
final class Value {
  private Value() {}

  /** Its value as a message; JSON's {@code null}, or no value, is none. */
  static <T> T of(ConsumerRecord<byte[], byte[]> message, Class<T> type, JsonMapper json) {
    byte[] bytes = message.value();
    T value = bytes == null ? null : json.readValue(bytes, type);
    if (value == null) {
      throw new IllegalArgumentException("no value");
    }
    return value;
  }
}
