package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of {@code calendar.changes}; its value is not looked at before it is wanted. */
record ChangeRecord(ConsumerRecord<String, byte[]> record) {
  UserId userId() {
    return UserId.of(required(CloudEventHeaders.USER_ID));
  }

  long feedSeq() {
    return Long.parseLong(required(CloudEventHeaders.FEED_SEQ));
  }

  CalendarId calendarId() {
    return CalendarId.of(record.key());
  }

  FeedEntry entry() {
    return new FeedEntry(
        feedSeq(),
        calendarId(),
        Long.parseLong(required(CloudEventHeaders.SEQ)),
        required(CloudEventHeaders.TYPE),
        header(CloudEventHeaders.SUBJECT),
        required(CloudEventHeaders.ORIGIN),
        header(CloudEventHeaders.COMMAND_ID),
        Instant.parse(required(CloudEventHeaders.TIME)),
        header(CloudEventHeaders.TRACEPARENT),
        new String(record.value(), StandardCharsets.UTF_8),
        false);
  }

  private String required(String name) {
    String value = header(name);
    if (value == null) {
      throw new IllegalArgumentException("a change without the header " + name);
    }
    return value;
  }

  private @Nullable String header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
