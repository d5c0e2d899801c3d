package dev.calsync.sync.schedule;

import dev.calsync.model.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The trace that a record belongs to. */
final class Trace {
  private Trace() {}

  /** Its {@code traceparent}, or empty text. */
  static String of(ConsumerRecord<?, ?> message) {
    Header header = message.headers().lastHeader(CloudEventHeaders.TRACEPARENT);
    return header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
  }
}
