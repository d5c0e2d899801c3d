package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Progress;
import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A worker that has the right to send when it begins, and perhaps no longer when it ends. */
class OvertakenSendIntegrationTests {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcClient jdbc = migrated();
  private final CalendarId calendar = new CalendarId(UUID.randomUUID());
  private Instant now = Instant.EPOCH;
  private Duration sendTakes = Duration.ZERO;

  @BeforeEach
  void aCalendar() {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, lease_epoch)
            values (?, gen_random_uuid(), gen_random_uuid(), 'c', 0, 1)
            """)
        .param(calendar.value())
        .update();
  }

  @Test
  void whatWasSentInTimeIsSentOnce() throws NoSuchMethodException {
    aTurnSends();

    assertThat(owed()).isEmpty();
    assertThat(isAskedFor()).isFalse();
  }

  @Test
  void aStateThatMayHaveComeAfterASuccessorsIsSentOnceMore() throws NoSuchMethodException {
    sendTakes = LEASE.plusMillis(1);
    aTurnSends();

    assertThat(owed()).containsExactly("lunch");
    assertThat(isAskedFor()).isTrue();
  }

  private void aTurnSends() throws NoSuchMethodException {
    ChangePublisher publisher = publisher();
    String event = "{\"id\":\"lunch\"}";
    var change =
        new Change(
            calendar,
            1,
            UUID.randomUUID(),
            1,
            ChangeType.EVENT_CREATED.ceType(),
            "lunch",
            "push",
            null,
            Instant.now(),
            null,
            event);
    var state = new Committed.State(new EventId("lunch"), event);
    publisher.settled(lease(), publisher.send(lease(), List.of(change), List.of(state)));
  }

  private ChangePublisher publisher() throws NoSuchMethodException {
    LeasedCalendars leased =
        BeanUtils.instantiateClass(
            LeasedCalendars.class.getDeclaredConstructor(
                JdbcClient.class, SyncProperties.class, InstantSource.class),
            jdbc,
            Settings.withPermits(1),
            (InstantSource) () -> now);
    var due = new DueCalendars(jdbc, Settings.withPermits(1), () -> now);
    return new ChangePublisher(
        new ChangeLog(jdbc),
        new Mirror(jdbc, JsonMapper.shared()),
        leased,
        due,
        kafka(),
        new SimpleMeterRegistry());
  }

  /** It takes as long as it is told to. */
  private KafkaTemplate<String, byte[]> kafka() {
    var producer =
        new MockProducer<String, byte[]>(
            true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            now = now.plus(sendTakes);
            return super.send(record, callback);
          }
        };
    return new KafkaTemplate<>(
        new DefaultKafkaProducerFactory<String, byte[]>(Map.of()) {
          @Override
          protected Producer<String, byte[]> createRawProducer(Map<String, Object> settings) {
            return producer;
          }
        });
  }

  private List<@Nullable String> owed() {
    return jdbc.sql("select event_id from sync.state_owed where calendar_id = ?")
        .param(calendar.value())
        .query(String.class)
        .list();
  }

  private boolean isAskedFor() {
    return jdbc.sql(
            """
            select requested_gen > synced_gen and due_at is not null
              from sync.calendar_sync where calendar_id = ?
            """)
        .param(calendar.value())
        .query(Boolean.class)
        .single();
  }

  private Lease lease() {
    return new Lease(
        new Lease.Subject(
            calendar, new AccountId(UUID.randomUUID()), new UserId(UUID.randomUUID()), "c"),
        1,
        new Lease.Occasion(1, 1, now, true, null, null),
        new Progress(new SyncToken("t"), null, 1, false),
        new Lease.Standing(new Lease.Told(0, true), 0, true, false, Duration.ZERO, false),
        Instant.EPOCH.plus(LEASE));
  }

  private static JdbcClient migrated() {
    var database = TestInfrastructure.database();
    Schemas.migrate(database, "sync-worker", "sync-worker.sql");
    return JdbcClient.create(
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
  }
}
