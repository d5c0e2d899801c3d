package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A watched calendar for whose change no push came, and a channel manager that hears of it. */
class PushMissesIntegrationTests {
  private final Instant now = Instant.now();
  private final JdbcClient jdbc = migrated();
  private final CalendarId calendar = new CalendarId(UUID.randomUUID());
  private Runnable channelManager = () -> {};

  @BeforeEach
  void aWatchedCalendar() {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, lease_epoch,
                    lifecycle_version, watched_until)
            values (:id, gen_random_uuid(), gen_random_uuid(), 'c', 0, 1, 1,
                    now() + interval '7 days')
            """)
        .param("id", calendar.value())
        .update();
  }

  @AfterEach
  void noCalendar() {
    jdbc.sql("delete from sync.calendar_sync where calendar_id = ?")
        .param(calendar.value())
        .update();
  }

  @Test
  void aCalendarWhosePushesAreMissedIsPolled() {
    aPollFindsAnUnannouncedChange();

    assertThat(isWatched()).isFalse();
  }

  @Test
  void anAnswerThatComesAtOnceIsNotForgotten() {
    channelManager =
        () ->
            jdbc.sql(
                    """
                    update sync.calendar_sync
                       set lifecycle_version = 2, watched_until = now() + interval '7 days'
                     where calendar_id = :id
                    """)
                .param("id", calendar.value())
                .update();
    aPollFindsAnUnannouncedChange();

    assertThat(isWatched()).isTrue();
  }

  private void aPollFindsAnUnannouncedChange() {
    new PushMisses(
            jdbc,
            kafka(),
            JsonMapper.shared(),
            new PushMissSettings(1, Duration.ZERO),
            new SimpleMeterRegistry())
        .after(lease(), List.of(now.minusSeconds(3_600)));
  }

  private KafkaTemplate<String, byte[]> kafka() {
    var producer =
        new MockProducer<String, byte[]>(
            true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            channelManager.run();
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

  private boolean isWatched() {
    return jdbc.sql(
            "select watched_until is not null from sync.calendar_sync where calendar_id = :id")
        .param("id", calendar.value())
        .query(Boolean.class)
        .single();
  }

  private Lease lease() {
    return new Lease(
        new Lease.Subject(
            calendar, new AccountId(UUID.randomUUID()), new UserId(UUID.randomUUID()), "c"),
        1,
        new Lease.Occasion(1, 1, now, false, null, null),
        new Progress(new SyncToken("t"), null, 1, false),
        new Lease.Standing(new Lease.Told(0, true), 1, true, false, Duration.ZERO, false),
        Instant.MAX);
  }

  private static JdbcClient migrated() {
    var database = TestInfrastructure.database();
    Schemas.migrate(database, "sync-worker", "sync-worker.sql");
    return JdbcClient.create(
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
  }
}
