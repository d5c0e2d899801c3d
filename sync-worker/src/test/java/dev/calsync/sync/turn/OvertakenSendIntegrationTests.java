package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.model.Topics;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A worker that has the right to send when it begins, and perhaps no longer when it ends. */
class OvertakenSendIntegrationTests {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final OneCalendar calendar = OneCalendar.in(jdbc);
  private final Lease lease = calendar.lease(Instant.EPOCH, Instant.EPOCH.plus(LEASE));
  private Instant now = Instant.EPOCH;
  private Duration sendTakes = Duration.ZERO;

  @AfterEach
  void noCalendar() {
    calendar.remove();
  }

  @Test
  void whatWasSentInTimeIsSentOnce() throws NoSuchMethodException {
    var _ = aTurnSends();

    assertThat(owed()).isEmpty();
    assertThat(isAskedFor()).isFalse();
  }

  @Test
  void aStateThatMayHaveComeAfterASuccessorsIsSentOnceMore() throws NoSuchMethodException {
    sendTakes = LEASE.plusMillis(1);
    var _ = aTurnSends();

    assertThat(owed()).containsExactly("lunch");
    assertThat(isAskedFor()).isTrue();
  }

  /** As a turn does that fails after it has sent: it waits again when it lets go. */
  @Test
  void whatIsWaitedForTwiceIsOwedOnce() throws NoSuchMethodException {
    sendTakes = LEASE.plusMillis(1);
    ChangePublisher.Sending sending = aTurnSends();
    publisher().settled(lease, sending);

    assertThat(owed()).containsExactly("lunch");
  }

  /** Else it could arrive after what the next turn sends. */
  @Test
  void whatWasSentBeforeASendThatFailedIsWaitedFor() throws NoSuchMethodException {
    var producer =
        new MockProducer<String, byte[]>(
            false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            if (record.topic().equals(Topics.STATE)) {
              throw new KafkaException("the buffer is full");
            }
            return super.send(record, callback);
          }
        };
    ChangePublisher publisher = publisher(OneCalendar.kafka(producer));
    ChangePublisher.Sending sending = sendsLunch(publisher);
    assertThat(sending.acks()).isNotDone();

    assertThat(producer.completeNext()).isTrue();

    assertThatThrownBy(() -> publisher.settled(lease, sending))
        .isInstanceOf(org.springframework.kafka.KafkaException.class);
  }

  /** As turns are that have not ended when their worker stops. */
  @Test
  void whoeverIsInterruptedWaitsForWhatIsOnItsWayAllTheSame() throws Exception {
    var producer =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    ChangePublisher publisher = publisher(OneCalendar.kafka(producer));
    ChangePublisher.Sending sending = sendsLunch(publisher);
    var waits = new FutureTask<>(() -> publisher.settled(lease, sending));
    Thread turn = Thread.ofPlatform().start(waits);
    turn.interrupt();
    await().until(() -> turn.getState() == Thread.State.WAITING);

    assertThat(producer.completeNext()).as("the change").isTrue();
    assertThat(producer.completeNext()).as("the state").isTrue();

    assertThat(waits.get()).isEqualTo(1);
  }

  private ChangePublisher.Sending aTurnSends() throws NoSuchMethodException {
    ChangePublisher publisher = publisher();
    ChangePublisher.Sending sending = sendsLunch(publisher);
    publisher.settled(lease, sending);
    return sending;
  }

  private ChangePublisher.Sending sendsLunch(ChangePublisher publisher) {
    String event = "{\"id\":\"lunch\"}";
    var change =
        new Change(
            calendar.id(),
            1,
            UUID.randomUUID(),
            1,
            ChangeType.EVENT_CREATED.ceType(),
            "lunch",
            "push",
            null,
            Instant.EPOCH,
            null,
            event);
    var state = new Committed.State(new EventId("lunch"), event);
    return publisher.send(lease, List.of(change), List.of(state));
  }

  private ChangePublisher publisher() throws NoSuchMethodException {
    return publisher(OneCalendar.kafka(() -> now = now.plus(sendTakes)));
  }

  private ChangePublisher publisher(KafkaTemplate<String, byte[]> kafka)
      throws NoSuchMethodException {
    SyncProperties settings = Settings.withPermits(1);
    LeasedCalendars leased =
        BeanUtils.instantiateClass(
            LeasedCalendars.class.getDeclaredConstructor(
                JdbcClient.class, SyncProperties.class, InstantSource.class),
            jdbc,
            settings,
            (InstantSource) () -> now);
    return new ChangePublisher(
        new ChangeLog(jdbc),
        new Mirror(jdbc, JsonMapper.shared()),
        leased,
        new DueCalendars(jdbc, settings, () -> now),
        kafka,
        new SimpleMeterRegistry());
  }

  private List<@Nullable String> owed() {
    return jdbc.sql("select event_id from sync.state_owed where calendar_id = ?")
        .param(calendar.id().value())
        .query(String.class)
        .list();
  }

  private boolean isAskedFor() {
    return jdbc.sql(
            """
            select requested_gen > synced_gen and due_at is not null
              from sync.calendar_sync where calendar_id = ?
            """)
        .param(calendar.id().value())
        .query(Boolean.class)
        .single();
  }
}
