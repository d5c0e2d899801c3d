package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.DeadLetterHeaders;
import dev.calsync.model.EventResource;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Records that nobody can read, on every topic that the worker reads. */
class DeadLetterIntegrationTests extends WorkerInstallation {
  private static final int EACH = Integer.getInteger("guarantees.poison", 1_000);
  private static final int LARGE = 3;
  private static final int MOST_REDRIVEN = 10_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The groups that read them. */
  private static final Map<String, String> GROUPS =
      Map.of(
          Topics.NOTIFICATIONS, "sync-worker",
          Topics.COMMANDS, "sync-worker-commands",
          Topics.LIFECYCLE, "sync-worker-lifecycle");

  private long sentAgain;

  @Test
  void poisonOnEveryTopicBecomesDeadLettersAndStopsNoPartition() throws Exception {
    Set<String> sent = sendPoison();
    google.inserts(googleCalendar, "Lunch");
    connect();

    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          var missing = new HashSet<>(sent);
          missing.removeAll(origins(letters()));
          assertThat(missing).isEmpty();
        });
    for (String topic : GROUPS.keySet()) {
      await().untilAsserted(() -> assertThat(lag(topic)).isZero());
    }
    assertThat(mirror()).hasSize(1);
    List<ConsumerRecord<String, String>> letters = letters();
    assertThat(letters).allSatisfy(DeadLetterIntegrationTests::assertThatReasonIsTold);
    assertThat(letters)
        .filteredOn(letter -> letter.headers().lastHeader(DeadLetterHeaders.CUT_FROM) != null)
        .hasSizeGreaterThanOrEqualTo(3 * LARGE);
  }

  private static void assertThatReasonIsTold(ConsumerRecord<String, String> letter) {
    assertThat(Topic.header(letter, DeadLetterHeaders.REASON))
        .isIn("UNREADABLE", "REFUSED_BY_DATABASE");
    assertThat(Topic.header(letter, DeadLetterHeaders.DETAIL)).isNotBlank();
    assertThat(Topic.header(letter, DeadLetterHeaders.TIMESTAMP)).matches("\\d+");
    assertThat(Topic.header(letter, DeadLetterHeaders.ATTEMPTS)).matches("\\d+");
  }

  @Test
  void aDeadLetterIsSentAgainAndThenDoneOnce() throws Exception {
    connect();
    var create =
        new Command.CreateEvent(
            new CommandId(UUID.randomUUID()),
            calendar,
            user,
            "none",
            json.readValue(event("Planning", ""), EventResource.class));
    jdbc.sql(
            """
            alter table sync.command add constraint refused check (command_id <> '%s')
            """
                .formatted(create.commandId()))
        .update();
    command(create);
    String made = create.commandId().toString().replace("-", "");
    await().atMost(SOON).untilAsserted(() -> assertThat(ofThisCalendar()).hasSize(1));
    assertThat(Topic.header(ofThisCalendar().getFirst(), DeadLetterHeaders.REASON))
        .isEqualTo("REFUSED_BY_DATABASE");

    redriveAll(Topics.COMMANDS); // Still refused: it comes back, and says how often it was tried.
    await().atMost(SOON).untilAsserted(() -> assertThat(ofThisCalendar()).hasSize(2));
    assertThat(Topic.header(ofThisCalendar().getLast(), DeadLetterHeaders.ATTEMPTS)).isEqualTo("2");
    assertThat(mirror()).doesNotContainKey(made);

    jdbc.sql("alter table sync.command drop constraint refused").update();
    redriveAll(Topics.COMMANDS);
    await().atMost(SOON).untilAsserted(() -> assertThat(mirror()).containsKey(made));
    assertThat(ofThisCalendar()).hasSize(2);
  }

  @Test
  void anOperatorIsToldWhatCannotBeSentAgain() throws Exception {
    assertThat(operate("deadletters", "{\"topic\":\"calendar.changes\"}").statusCode())
        .isEqualTo(400);
    assertThat(
            operate("deadletters", "{\"topic\":\"calendar.commands\",\"limit\":1000000}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void anOperatorSeesTheNewestLetters() throws Exception {
    kafka.send(Topics.LIFECYCLE, "key", bytes("look at me " + calendar)).get();

    await()
        .untilAsserted(() ->
            assertThat(actuator("deadletters?limit=5").path("deadLetters").valueStream())
                .hasSizeLessThanOrEqualTo(5)
                .anySatisfy(letter -> {
                  assertThat(letter.path("topic").asString()).isEqualTo(Topics.LIFECYCLE);
                  assertThat(letter.path("beginning").asString()).contains(calendar.toString());
                }));
  }

  /** Each letter of this topic that is there by now, once; what comes back meanwhile is not. */
  private void redriveAll(String topic) throws Exception {
    await().atMost(SOON).untilAsserted(() -> assertThat(lag(topic)).isZero());
    long left = letters().stream().filter(letter -> isWhole(letter, topic)).count() - sentAgain;
    assertThat(left).isPositive();
    for (int redriven = 1; left > 0 && redriven > 0; left -= redriven) {
      long limit = Math.min(left, MOST_REDRIVEN);
      var answer =
          operate("deadletters", "{\"topic\":\"%s\",\"limit\":%d}".formatted(topic, limit));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      redriven = json.readTree(answer.body()).path("redriven").asInt();
      sentAgain += redriven;
    }
    assertThat(left).isZero();
  }

  private static boolean isWhole(ConsumerRecord<String, String> letter, String topic) {
    return topic.equals(Topic.header(letter, DeadLetterHeaders.TOPIC))
        && letter.headers().lastHeader(DeadLetterHeaders.CUT_FROM) == null;
  }

  private List<ConsumerRecord<String, String>> letters() {
    return Topic.read(Topics.DEAD_LETTERS, _ -> true);
  }

  private List<ConsumerRecord<String, String>> ofThisCalendar() {
    return Topic.read(Topics.DEAD_LETTERS, calendar.toString()::equals);
  }

  private static Set<String> origins(List<ConsumerRecord<String, String>> letters) {
    return letters.stream()
        .map(letter ->
            "%s-%s@%s"
                .formatted(
                    Topic.header(letter, DeadLetterHeaders.TOPIC),
                    Topic.header(letter, DeadLetterHeaders.PARTITION),
                    Topic.header(letter, DeadLetterHeaders.OFFSET)))
        .collect(Collectors.toSet());
  }

  /** Where each lies. */
  private Set<String> sendPoison() throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", TestInfrastructure.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String topic : GROUPS.keySet()) {
        var poison = new PoisonRecords(topic, new Random(42), calendar, account, user);
        for (int i = 0; i < EACH + LARGE; i++) {
          sent.add(producer.send(i < EACH ? poison.next() : poison.large()));
        }
      }
    }
    Set<String> where = new HashSet<>();
    for (Future<RecordMetadata> record : sent) {
      where.add(record.get().toString());
    }
    return where;
  }

  private long lag(String topic) throws ExecutionException, InterruptedException {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", TestInfrastructure.bootstrapServers()))) {
      var committed =
          admin.listConsumerGroupOffsets(GROUPS.get(topic)).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> latest =
          kafka.partitionsFor(topic).stream()
              .collect(
                  Collectors.toMap(
                      p -> new TopicPartition(topic, p.partition()), _ -> OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
      return ends.entrySet().stream()
          .mapToLong(end -> {
            var read = committed.get(end.getKey());
            return end.getValue().offset() - (read == null ? 0 : read.offset());
          })
          .sum();
    }
  }
}
