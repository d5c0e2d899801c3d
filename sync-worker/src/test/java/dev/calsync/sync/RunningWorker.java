package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Command;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A worker with a real broker, a real database and simulated Google, and a calendar to sync. */
abstract class RunningWorker {
  static final TestGoogle google = new TestGoogle();

  final CalendarId calendar = new CalendarId(UUID.randomUUID());
  final AccountId account = new AccountId(UUID.randomUUID());
  final UserId user = new UserId(UUID.randomUUID());
  final String googleCalendar = calendar.toString().substring(0, 8) + "@example.com";
  long version;

  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired JsonMapper json;

  @BeforeEach
  void aPersonWithACalendar() {
    google.person();
    google.calendar(googleCalendar);
  }

  final void connect(CalendarId which, AccountId through, UserId whose) throws Exception {
    lifecycle(
        new Lifecycle.CalendarAdded(
            through,
            whose,
            ++version,
            Instant.now(),
            which,
            googleCalendar,
            Instant.now().plus(Duration.ofDays(7))));
  }

  final void removeCalendar() throws Exception {
    lifecycle(new Lifecycle.CalendarRemoved(account, user, ++version, Instant.now(), calendar));
  }

  final void lifecycle(Lifecycle message) throws Exception {
    kafka.send(Topics.LIFECYCLE, message.key(), json.writeValueAsBytes(message)).get();
  }

  final void push() throws Exception {
    push(calendar);
  }

  final void push(CalendarId which) throws Exception {
    push(which, new ChannelId(UUID.randomUUID()), 7);
  }

  final void push(CalendarId which, ChannelId channel, long number) throws Exception {
    var notification = new Notification(which, channel, "exists", number, Instant.now(), null);
    kafka.send(Topics.NOTIFICATIONS, which.toString(), json.writeValueAsBytes(notification)).get();
  }

  final void command(Command command) throws Exception {
    kafka.send(Topics.COMMANDS, calendar.toString(), json.writeValueAsBytes(command)).get();
  }

  /** It was sent a while ago, and is read only now. */
  final void command(Command command, Duration ago) throws Exception {
    long at = Instant.now().minus(ago).toEpochMilli();
    byte[] value = json.writeValueAsBytes(command);
    kafka.send(new ProducerRecord<>(Topics.COMMANDS, null, at, calendar.toString(), value)).get();
  }

  /** Event id → etag. */
  final Map<String, String> mirror(CalendarId which) {
    Map<String, String> held = new TreeMap<>();
    jdbc.sql("select event_id, etag from sync.event where calendar_id = ?")
        .param(which.value())
        .query((row, _) -> held.put(row.getString(1), row.getString(2)))
        .list();
    return held;
  }

  final Map<String, String> mirror() {
    return mirror(calendar);
  }

  final @Nullable Object column(String name) {
    return jdbc
        .sql("select " + name + " from sync.calendar_sync where calendar_id = ?")
        .param(calendar.value())
        .query()
        .listOfRows()
        .stream()
        .map(row -> row.get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  final List<ConsumerRecord<String, String>> changes(CalendarId which) {
    return Topic.read(Topics.CHANGES, which.toString()::equals);
  }

  /** What was told of an event, in order, each once. */
  final List<String> typesOf(String eventId) {
    return changes(calendar).stream()
        .filter(change -> change.headers().lastHeader(CloudEventHeaders.SUBJECT) != null)
        .filter(change -> Topic.header(change, CloudEventHeaders.SUBJECT).equals(eventId))
        .map(change -> Topic.header(change, CloudEventHeaders.TYPE))
        .toList();
  }

  final void assertThatStateTopicEqualsMirror() {
    Map<String, String> state = new TreeMap<>();
    for (var record : Topic.read(Topics.STATE, key -> key.startsWith(calendar.toString()))) {
      String id = record.key().substring(record.key().indexOf('/') + 1);
      if (record.value() == null) {
        state.remove(id);
      } else {
        state.put(id, json.readTree(record.value()).get("etag").asString());
      }
    }
    assertThat(state).isEqualTo(mirror());
  }
}
