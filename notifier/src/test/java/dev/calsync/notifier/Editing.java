package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Command;
import dev.calsync.model.Topics;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** Ada, who may write in her calendar, and one event in it. */
abstract class Editing extends AdaSignedIn {
  static final String LUNCH =
      """
      {"commandId": "%s", "sendUpdates": "all", "event": {"summary": "Lunch",
       "start": {"dateTime": "2026-03-03T12:00:00+01:00"},
       "end": {"dateTime": "2026-03-03T13:00:00+01:00"}}}
      """;

  String events;

  Editing() {
    super("writer");
  }

  @BeforeEach
  void anEvent() {
    events = "/api/calendars/" + work + "/events";
    world.holds(work, Map.of("id", "single", "etag", "\"1\"", "organizer", Map.of("self", true)));
  }

  /** Every day at nine, with a version of its own. */
  final void holdsSeries() {
    world.holds(
        work,
        Map.of(
            "id", "series",
            "etag", "\"1\"",
            "organizer", Map.of("self", true),
            "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
            "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
  }

  final Answer deletes(String target) {
    return api.write("DELETE", ada, events + "/" + target, "", "If-Match", "\"1\"");
  }

  final Answer patches(String target, String event) {
    return api.write(
        "PATCH", ada, events + "/" + target, "{\"event\":" + event + "}", "If-Match", "\"1\"");
  }

  /** What Kafka was given for an edit that was taken. */
  static Command sent(Answer taken) {
    assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
    return sent(taken.json().path("commandId").asString());
  }

  static Command sent(String commandId) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestInfrastructure.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.COMMANDS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int poll = 0; poll < 40; poll++) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          Command command = JsonMapper.shared().readValue(record.value(), Command.class);
          if (command.commandId().toString().equals(commandId)) {
            assertThat(record.key()).isEqualTo(command.calendarId().toString());
            return command;
          }
        }
      }
    }
    throw new AssertionError("command " + commandId + " is not in Kafka");
  }
}
