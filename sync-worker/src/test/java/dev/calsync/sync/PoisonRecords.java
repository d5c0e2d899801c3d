package dev.calsync.sync;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records for one topic of which none can be read, each bad in one of many ways. */
final class PoisonRecords {
  private static final int MEGABYTE = 1_048_576;

  private final String topic;
  private final Random random;
  private final CalendarId calendar;
  private final AccountId account;
  private final UserId user;

  PoisonRecords(String topic, Random random, CalendarId calendar, AccountId account, UserId user) {
    this.topic = topic;
    this.random = random;
    this.calendar = calendar;
    this.account = account;
    this.user = user;
  }

  ProducerRecord<byte[], byte[]> next() {
    var record = new ProducerRecord<byte[], byte[]>(topic, key(), value());
    if (random.nextBoolean()) {
      record.headers().add(CloudEventHeaders.TRACEPARENT, random(random.nextInt(100)));
      record.headers().add("x-unknown", random(random.nextInt(1_000)));
      record.headers().add(CloudEventHeaders.TRACEPARENT, null);
    }
    return record;
  }

  /** As large as a producer lets through. */
  ProducerRecord<byte[], byte[]> large() {
    return new ProducerRecord<>(topic, random(16), random(MEGABYTE - 1_000));
  }

  /** Of the notifications only the key is read, so that is what is bad about them. */
  private byte @Nullable [] key() {
    return switch (random.nextInt(topic.equals(Topics.NOTIFICATIONS) ? 4 : 5)) {
      case 0 -> null;
      case 1 -> random(random.nextInt(64));
      case 2 -> bytes("\0");
      case 3 -> bytes(UUID.randomUUID().toString().substring(1));
      default -> bytes(UUID.randomUUID().toString());
    };
  }

  private byte @Nullable [] value() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> random(random.nextInt(3_000));
      case 2 -> bytes("null");
      case 3 -> bytes("[".repeat(10_000));
      case 4 -> bytes("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
      case 5 -> bytes("{\"type\":\"FromTomorrow\",\"version\":2}");
      case 6 -> bytes("{\"type\":\"CalendarAdded\",\"accountId\":\"%s\"}".formatted(account));
      case 7 -> bytes("9".repeat(5_000));
      default -> well();
    };
  }

  /** Nearly well: without a field, or refused by the database, or with a time that is none. */
  private byte[] well() {
    boolean nul = random.nextBoolean();
    String never = random.nextBoolean() ? "yesterday" : "+999999-01-01T00:00:00Z";
    return topic.equals(Topics.COMMANDS)
        ? bytes(
            """
            {"type":"DeleteEvent","commandId":"%s","calendarId":"%s","userId":"%s",
             "sendUpdates":"none","ifMatch":"1"%s}
            """
                .formatted(
                    UUID.randomUUID(), calendar, user, nul ? ",\"eventId\":\"nul \\u0000\"" : ""))
        : bytes(
            """
            {"type":"CalendarAdded","accountId":"%s","userId":"%s","version":1,
             "at":"2026-11-24T12:00:00Z","calendarId":"%s","googleCalendarId":"%s",
             "watchedUntil":%s}
            """
                .formatted(
                    account,
                    user,
                    UUID.randomUUID(),
                    nul ? "nul \\u0000" : "x",
                    nul ? "null" : "\"" + never + "\""));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
