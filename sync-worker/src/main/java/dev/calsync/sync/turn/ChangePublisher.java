package dev.calsync.sync.turn;

import dev.calsync.model.ChangeType;
import dev.calsync.model.Topics;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
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
import org.jspecify.annotations.Nullable;
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
  private static final int BATCH = 500;

  private final ChangeLog log;
  private final Mirror mirror;
  private final LeasedCalendars leased;
  private final KafkaTemplate<String, byte[]> kafka;

  ChangePublisher(
      ChangeLog log, Mirror mirror, LeasedCalendars leased, KafkaTemplate<String, byte[]> kafka) {
    this.log = log;
    this.mirror = mirror;
    this.leased = leased;
    this.kafka = kafka;
  }

  /**
   * Sends everything after {@code publishedSeq}.
   *
   * @return the last number sent
   * @throws KafkaException when the broker did not take it; it stays in the log for the next turn
   */
  long publishAfter(Lease lease, long publishedSeq) {
    long published = publishedSeq;
    List<Change> batch;
    do {
      batch = log.after(lease.calendar(), published, BATCH);
      if (!batch.isEmpty()) {
        leased.requireHeld(lease);
        send(lease, batch);
        published = batch.getLast().seq();
        leased.published(lease, published);
      }
    } while (batch.size() == BATCH);
    return published;
  }

  private void send(Lease lease, List<Change> batch) {
    List<CompletableFuture<?>> acks = new ArrayList<>(batch.size() * 2);
    for (Change change : batch) {
      acks.add(kafka.send(change.toRecord(Topics.CHANGES)));
    }
    states(lease, batch).forEach(state -> acks.add(kafka.send(state)));
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

  private List<ProducerRecord<String, byte[]>> states(Lease lease, List<Change> batch) {
    Set<String> events = new LinkedHashSet<>();
    for (Change change : batch) {
      if (isAboutAnEvent(change)) {
        events.add(change.eventId());
      }
    }
    Map<String, String> held = mirror.resources(lease.calendar(), events);
    return events.stream().map(event -> state(lease, event, held.get(event))).toList();
  }

  private static boolean isAboutAnEvent(Change change) {
    return switch (ChangeType.of(change.type())) {
      case EVENT_CREATED, EVENT_UPDATED, EVENT_DELETED -> true;
      case RESYNC_STARTED, RESYNC_COMPLETED, COMMAND_APPLIED, COMMAND_REJECTED -> false;
    };
  }

  private static ProducerRecord<String, byte[]> state(
      Lease lease, String event, @Nullable String resource) {
    byte[] value = resource == null ? null : resource.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.STATE, lease.calendar() + "/" + event, value);
  }
}
