package dev.calsync.sync.turn;

import dev.calsync.model.ChangeType;
import dev.calsync.model.Topics;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.turn.ChangeLog.Tail;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends what was committed, in order per calendar, and then notes it as sent. A crash between the
 * two sends the same bytes again, which readers drop by their number. The state topic gets the
 * mirror's row as it stands, so at rest it equals the mirror.
 */
@Component
class ChangePublisher {
  private static final Logger log = LoggerFactory.getLogger(ChangePublisher.class);
  private static final int BATCH = 500;

  private final ChangeLog changeLog;
  private final Mirror mirror;
  private final LeasedCalendars leased;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Counter tooLarge;

  ChangePublisher(
      ChangeLog changeLog,
      Mirror mirror,
      LeasedCalendars leased,
      KafkaTemplate<String, byte[]> kafka,
      MeterRegistry meters) {
    this.changeLog = changeLog;
    this.mirror = mirror;
    this.leased = leased;
    this.kafka = kafka;
    this.tooLarge = meters.counter("calsync.sync.too.large.records");
  }

  /**
   * Sends everything after {@code publishedSeq}.
   *
   * @return the last number sent
   * @throws KafkaException when the broker did not take it; it stays in the log for the next turn
   */
  long publishAfter(Lease lease, long publishedSeq) {
    long published = publishedSeq;
    Tail tail;
    do {
      tail = changeLog.after(lease.calendar(), published, BATCH);
      if (!tail.isEmpty()) {
        leased.requireHeld(lease);
        send(lease, tail);
        published = settle(lease, tail, published);
      }
    } while (tail.changes().size() == BATCH || tail.owed().size() == BATCH);
    return published;
  }

  private long settle(Lease lease, Tail tail, long published) {
    long last = tail.changes().isEmpty() ? published : tail.changes().getLast().seq();
    if (last > published) {
      leased.published(lease, last);
    }
    if (!tail.owed().isEmpty()) {
      changeLog.settle(lease, tail.owed());
    }
    return last;
  }

  private void send(Lease lease, Tail tail) {
    List<CompletableFuture<?>> acks = new ArrayList<>(tail.changes().size() * 2);
    for (Change change : tail.changes()) {
      acks.add(send(change.toRecord(Topics.CHANGES)));
    }
    states(lease, tail).forEach(state -> acks.add(send(state)));
    try {
      CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
          .get(SyncProperties.SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while Kafka took changes", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka did not take changes of " + lease.calendar(), e);
    }
  }

  /**
   * A record larger than Kafka takes is left out, else all changes behind it would wait for ever. A
   * reader of the changes sees the gap and fills it from the log, as with any other gap.
   */
  private CompletableFuture<?> send(ProducerRecord<String, byte[]> message) {
    try {
      return kafka.send(message).handle((_, failure) -> leftOut(message, failure));
    } catch (KafkaException e) {
      return CompletableFuture.completedFuture(leftOut(message, e));
    }
  }

  private boolean leftOut(ProducerRecord<String, byte[]> message, @Nullable Throwable failure) {
    if (failure == null) {
      return false;
    }
    if (!isTooLarge(failure)) {
      throw new KafkaException("not taken by " + message.topic(), failure);
    }
    tooLarge.increment();
    log.error(
        "{} {}: {} bytes are more than Kafka takes; left out",
        message.topic(),
        message.key(),
        message.value() == null ? 0 : message.value().length);
    return true;
  }

  private static boolean isTooLarge(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException) {
        return true;
      }
    }
    return false;
  }

  private List<ProducerRecord<String, byte[]>> states(Lease lease, Tail tail) {
    Set<String> events = new LinkedHashSet<>(tail.owed());
    for (Change change : tail.changes()) {
      if (isAboutAnEvent(change)) {
        events.add(change.eventId());
      }
    }
    Map<String, String> held = mirror.resources(lease.calendar(), events);
    return events.stream().map(event -> state(lease, event, held.get(event))).toList();
  }

  private static boolean isAboutAnEvent(Change change) {
    return ChangeType.of(change.type()).isAboutAnEvent();
  }

  private static ProducerRecord<String, byte[]> state(
      Lease lease, String event, @Nullable String resource) {
    byte[] value = resource == null ? null : resource.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.STATE, lease.calendar() + "/" + event, value);
  }
}
