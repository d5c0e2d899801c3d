package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A row of the change log. The record it becomes depends on nothing else, so that the same place in
 * the sequence always has the same bytes.
 */
record Change(
    CalendarId calendar,
    long seq,
    UUID user,
    long feedSeq,
    String type,
    @Nullable String eventId,
    String origin,
    @Nullable UUID command,
    Instant at,
    @Nullable String traceparent,
    String data) {

  ProducerRecord<String, byte[]> toRecord(String topic) {
    var message =
        new ProducerRecord<>(topic, calendar.toString(), data.getBytes(StandardCharsets.UTF_8));
    Headers headers = message.headers();
    add(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
    add(headers, CloudEventHeaders.ID, calendar + ":" + seq);
    add(headers, CloudEventHeaders.TYPE, type);
    add(headers, CloudEventHeaders.SOURCE, "/calendars/" + calendar);
    add(headers, CloudEventHeaders.SUBJECT, eventId);
    add(headers, CloudEventHeaders.TIME, at);
    add(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
    add(headers, CloudEventHeaders.SEQ, seq);
    add(headers, CloudEventHeaders.USER_ID, user);
    add(headers, CloudEventHeaders.FEED_SEQ, feedSeq);
    add(headers, CloudEventHeaders.ORIGIN, origin);
    add(headers, CloudEventHeaders.COMMAND_ID, command);
    add(headers, CloudEventHeaders.DATA_CLASSIFICATION, CloudEventHeaders.UNTRUSTED);
    add(headers, CloudEventHeaders.TRACEPARENT, traceparent);
    return message;
  }

  private static void add(Headers headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
