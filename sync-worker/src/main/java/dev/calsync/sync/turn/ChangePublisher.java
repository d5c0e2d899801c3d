package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.model.Topics;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Poke;
import dev.calsync.sync.turn.ChangeLog.Tail;
import dev.calsync.sync.turn.Committed.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private final ChangeLog changeLog;
  private final Mirror mirror;
  private final LeasedCalendars leased;
  private final DueCalendars due;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Counter tooLarge;

  ChangePublisher(
      ChangeLog changeLog,
      Mirror mirror,
      LeasedCalendars leased,
      DueCalendars due,
      KafkaTemplate<String, byte[]> kafka,
      MeterRegistry meters) {
    this.changeLog = changeLog;
    this.mirror = mirror;
    this.leased = leased;
    this.due = due;
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
    Tail tail = changeLog.after(lease.calendar(), published);
    while (!tail.isEmpty()) {
      leased.requireHeld(lease);
      settled(lease, send(lease.calendar(), tail.changes(), states(lease, tail), published));
      published = settle(lease, tail, published);
      tail = changeLog.after(lease.calendar(), published);
    }
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

  /** Sends what was committed just now, so that the commit's fence is as good as a look. */
  Sending send(Lease lease, List<Change> changes, List<State> states) {
    leased.requireTime(lease);
    return send(lease.calendar(), changes, states, changes.getLast().seq());
  }

  /**
   * Waits until what was sent is taken. A worker that was frozen on the way may have sent states
   * that a successor's were newer than: whoever comes next sends them once more.
   *
   * @return the last number sent
   * @throws KafkaException when it is not taken
   */
  long settled(Lease lease, Sending sending) {
    try {
      return sending.await();
    } finally {
      if (!sending.states().isEmpty() && leased.mayHaveEnded(lease)) {
        changeLog.owe(lease.calendar(), sending.states());
        due.poke(Map.of(lease.calendar(), Poke.ONCE), Asked.BY_US);
      }
    }
  }

  private Sending send(
      CalendarId calendar, List<Change> changes, List<State> states, long published) {
    List<CompletableFuture<?>> acks = new ArrayList<>(changes.size() + states.size());
    Iterator<ProducerRecord<String, byte[]>> records =
        Stream.concat(
                changes.stream().map(change -> change.toRecord(Topics.CHANGES)),
                states.stream().map(state -> record(calendar, state)))
            .iterator();
    boolean taken = true;
    while (taken && records.hasNext()) {
      CompletableFuture<?> ack = send(records.next());
      acks.add(ack);
      taken = !ack.isCompletedExceptionally();
    }
    return new Sending(
        calendar,
        published,
        states.stream().map(State::event).toList(),
        CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)));
  }

  /**
   * A record larger than Kafka takes is left out, else all changes behind it would wait for ever. A
   * reader of the changes sees the gap and fills it from the log, as with any other gap. Whatever
   * else goes wrong is told by the answer alone: those that were sent before are still on their
   * way, and must be waited for.
   */
  private CompletableFuture<?> send(ProducerRecord<String, byte[]> message) {
    CompletableFuture<?> sent;
    try {
      sent = kafka.send(message);
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    return sent.handle((_, failure) -> leftOut(message, failure));
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

  private List<State> states(Lease lease, Tail tail) {
    Set<String> events = new LinkedHashSet<>(tail.owed());
    for (Change change : tail.changes()) {
      if (isAboutAnEvent(change)) {
        events.add(change.eventId());
      }
    }
    Map<String, String> held = mirror.resources(lease.calendar(), events);
    return events.stream().map(event -> new State(new EventId(event), held.get(event))).toList();
  }

  private static boolean isAboutAnEvent(Change change) {
    return ChangeType.of(change.type()).isAboutAnEvent();
  }

  private static ProducerRecord<String, byte[]> record(CalendarId calendar, State state) {
    String resource = state.resource();
    byte[] value = resource == null ? null : resource.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.STATE, calendar + "/" + state.event().value(), value);
  }

  /**
   * Records on their way.
   *
   * @param upTo the last number sent, once they are taken
   * @param states the events of which the state topic is told
   */
  record Sending(CalendarId calendar, long upTo, List<EventId> states, CompletableFuture<?> acks) {
    /** None. */
    static Sending nothing(CalendarId calendar, long upTo) {
      return new Sending(calendar, upTo, List.of(), CompletableFuture.completedFuture(null));
    }

    /**
     * Waits until they are taken, interrupted or not: who lets go of the calendar with records on
     * their way may have them arrive behind newer ones.
     *
     * @throws KafkaException when they are not
     */
    private long await() {
      try {
        acks.copy().orTimeout(SyncProperties.SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        return upTo;
      } catch (CompletionException e) {
        throw new KafkaException("Kafka did not take changes of " + calendar, e);
      }
    }
  }
}
