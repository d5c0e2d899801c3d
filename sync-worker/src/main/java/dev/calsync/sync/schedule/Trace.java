package dev.calsync.sync.schedule;

import dev.calsync.model.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The trace that a record belongs to. */
final class Trace {
  private static final int LENGTH = 55;

  /** W3C Trace Context, version 00; nothing else gets into a row, a log and other headers. */
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private Trace() {}

  /** Its {@code traceparent}, or empty text. */
  static String of(ConsumerRecord<?, ?> message) {
    Header header = message.headers().lastHeader(CloudEventHeaders.TRACEPARENT);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return "";
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    return SHAPE.matcher(text).matches() ? text : "";
  }
}
