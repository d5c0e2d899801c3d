package dev.calsync.sync.turn;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** A watched calendar's row, a lease of it, and a Kafka during whose sends something happens. */
record OneCalendar(JdbcClient jdbc, CalendarId id) {
  static OneCalendar in(JdbcClient jdbc) {
    var calendar = new OneCalendar(jdbc, new CalendarId(UUID.randomUUID()));
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, lease_epoch,
                    lifecycle_version, watched_until)
            values (:id, gen_random_uuid(), gen_random_uuid(), 'c', 0, 1, 1,
                    now() + interval '7 days')
            """)
        .param("id", calendar.id.value())
        .update();
    return calendar;
  }

  void remove() {
    jdbc.sql("delete from sync.calendar_sync where calendar_id = ?").param(id.value()).update();
  }

  /** Its first lease, claimed so because nobody pushed. */
  Lease lease(Instant claimedAt, Instant safeUntil) {
    return new Lease(
        new Lease.Subject(id, new AccountId(UUID.randomUUID()), new UserId(UUID.randomUUID()), "c"),
        1,
        new Lease.Occasion(1, 1, claimedAt, false, null, null),
        new Progress(new SyncToken("t"), null, 1, false),
        new Lease.Standing(new Lease.Told(0, true), 0, true, false, Duration.ZERO, false, null),
        safeUntil);
  }

  /** It takes every record, after something has happened. */
  static KafkaTemplate<String, byte[]> kafka(Runnable before) {
    var producer =
        new MockProducer<String, byte[]>(
            true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            before.run();
            return super.send(record, callback);
          }
        };
    return kafka(producer);
  }

  static KafkaTemplate<String, byte[]> kafka(Producer<String, byte[]> producer) {
    return new KafkaTemplate<>(
        new DefaultKafkaProducerFactory<String, byte[]>(Map.of()) {
          @Override
          protected Producer<String, byte[]> createRawProducer(Map<String, Object> settings) {
            return producer;
          }
        });
  }
}
