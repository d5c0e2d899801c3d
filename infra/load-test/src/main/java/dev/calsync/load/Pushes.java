package dev.calsync.load;

import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Edits at Google and, for each, its push: to ingress, or as that would have written it. */
final class Pushes implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final StandInGoogle google;
  private final @Nullable Webhook webhook;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param webhook null where the pushes are written to Kafka at once
   */
  Pushes(String bootstrapServers, StandInGoogle google, @Nullable Webhook webhook) {
    this.google = google;
    this.webhook = webhook;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** An event is edited and Google tells; answers which change of the calendar that is. */
  long edit(int calendar) {
    long version = google.change(calendar);
    push(calendar, version);
    return version;
  }

  /** How many edits there have been. */
  long changes(int calendar) {
    return google.changes(calendar);
  }

  /** Somebody signs in who has a large calendar. */
  void connect(int calendar) {
    UUID owner = Calendars.owner(calendar);
    Instant now = Instant.now();
    String message =
        """
        {"type":"CalendarAdded","accountId":"%s","userId":"%s","version":1,"at":"%s",
         "calendarId":"%s","googleCalendarId":"%s","watchedUntil":"%s"}\
        """
            .formatted(
                owner,
                owner,
                now,
                Calendars.id(calendar),
                Calendars.largeGoogleId(calendar),
                now.plus(7, ChronoUnit.DAYS));
    send(Topics.LIFECYCLE, owner.toString(), message);
  }

  /**
   * These many edits, in turn or at random, evenly within a time; returns once all pushes are
   * taken.
   *
   * @return when the last edit was made, in nanoseconds
   */
  long edits(int count, Duration within, IntUnaryOperator calendarOf) {
    long from = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Wait.untilNanos(from + within.toNanos() * i / count);
      edit(calendarOf.applyAsInt(i));
    }
    long last = System.nanoTime();
    flush();
    return last;
  }

  void flush() {
    if (webhook != null) {
      webhook.flush();
    }
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("Kafka did not take a push", failed);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void push(int calendar, long messageNumber) {
    if (webhook != null) {
      webhook.push(calendar, messageNumber);
      return;
    }
    String id = Calendars.id(calendar).toString();
    String message =
        """
        {"calendarId":"%s","channelId":"%s","resourceState":"exists","messageNumber":%d,"receivedAt":"%s"}\
        """
            .formatted(id, id, messageNumber, Instant.now());
    send(Topics.NOTIFICATIONS, id, message);
  }

  private void send(String topic, String key, String message) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic, key, message.getBytes(StandardCharsets.UTF_8)),
            (_, failed) -> {
              if (failed != null) {
                failure.set(failed);
              }
            });
  }
}
