package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.Topics;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** Edits: which are taken, what becomes of them in Kafka, which are refused and why. */
@NotifierTest
class EditsIntegrationTests {
  private static final String LUNCH =
      """
      {"commandId": "%s", "sendUpdates": "all", "event": {"summary": "Lunch",
       "start": {"dateTime": "2026-03-03T12:00:00+01:00"},
       "end": {"dateTime": "2026-03-03T13:00:00+01:00"}}}
      """;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;

  private World world;
  private Api api;
  private Person ada;
  private CalendarId work;
  private String events;

  @BeforeEach
  void signIn() {
    world = new World(jdbc, kafka, sessions);
    api = new Api(port);
    ada = world.person();
    work = world.calendar(ada, "writer");
    events = "/api/calendars/" + work + "/events";
    world.holds(work, Map.of("id", "single", "etag", "\"1\"", "organizer", Map.of("self", true)));
  }

  @Test
  void newEventIsOnItsWay() {
    String id = UUID.randomUUID().toString();
    Answer answer = api.write("POST", ada, events, LUNCH.formatted(id));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("commandId").asString()).isEqualTo(id);
    assertThat(sent(id))
        .isInstanceOfSatisfying(
            CreateEvent.class,
            command -> {
              assertThat(command.userId()).isEqualTo(ada.user());
              assertThat(command.calendarId()).isEqualTo(work);
              assertThat(command.sendUpdates()).isEqualTo("all");
              assertThat(command.event().text("summary")).isEqualTo("Lunch");
            });
  }

  @Test
  @KnownBug(Complaint.GUESTS_ARE_MAILED)
  void changeNamesTheVersionItIsAbout() {
    Answer answer =
        api.write(
            "PATCH",
            ada,
            events + "/single",
            "{\"event\":{\"summary\":\"x\"}}",
            "If-Match",
            "\"1\"");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            UpdateEvent.class,
            command -> {
              assertThat(command.ifMatch()).isEqualTo("\"1\"");
              assertThat(command.sendUpdates()).isEqualTo("none");
              assertThat(command.scope()).isNull();
            });
  }

  @Test
  void instanceOfASeriesCanBeMeantAlone() {
    holdsSeries();
    Answer answer = deletes("series_20260305T090000Z?scope=this&sendUpdates=externalOnly");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            DeleteEvent.class,
            command -> {
              assertThat(command.scope()).isEqualTo(Scope.THIS);
              assertThat(command.sendUpdates()).isEqualTo("externalOnly");
              assertThat(command.eventId().value()).isEqualTo("series_20260305T090000Z");
            });
  }

  @Test
  void seriesCanBeMeantAsAWhole() {
    holdsSeries();
    Answer answer = deletes("series?scope=all");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent(answer.json().path("commandId").asString()))
        .isInstanceOfSatisfying(
            DeleteEvent.class, command -> assertThat(command.scope()).isEqualTo(Scope.ALL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "series?scope=this",
        "series?scope=following",
        "series_20260305T090000Z?scope=all",
        "series_20260305T090000Z?scope=following",
        "single?scope=following"
      })
  void partOfASeriesThatTheIdDoesNotNameIsRefused(String target) {
    holdsSeries();
    Answer changed =
        api.write(
            "PATCH",
            ada,
            events + "/" + target,
            "{\"event\":{\"summary\":\"x\"}}",
            "If-Match",
            "\"1\"");
    for (Answer refused : List.of(deletes(target), changed)) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("type").asString()).isEqualTo("urn:calsync:unsupported-scope");
      assertThat(refused.json().path("detail").asString()).startsWith("scope=");
    }
  }

  private void holdsSeries() {
    world.holds(
        work,
        Map.of(
            "id", "series",
            "organizer", Map.of("self", true),
            "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
            "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
  }

  private Answer deletes(String target) {
    return api.write("DELETE", ada, events + "/" + target, "", "If-Match", "\"1\"");
  }

  @Test
  void withoutAVersionNothingIsChanged() {
    String body = "{\"event\":{\"summary\":\"x\"}}";
    assertThat(api.write("PATCH", ada, events + "/single", body).status()).isEqualTo(428);
    assertThat(api.write("DELETE", ada, events + "/single", "").status()).isEqualTo(428);
    assertThat(api.write("PATCH", ada, events + "/single", body, "If-Match", "*").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | event",
        "{\"event\":{}} | start",
        "{\"event\":{\"id\":\"x\"}} | start",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-01\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"dateTime\":\"2026-03-02T10:00:00Z\"}}} | end",
        "{\"event\":{\"start\":{\"date\":\"x\"},\"end\":{\"date\":\"2026-03-01\"}}} | start",
        "{\"commandId\":\"1\",\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-02\"}}} | commandId",
        "{\"sendUpdates\":\"everyone\",\"event\":{\"start\":{\"date\":\"2026-03-01\"},\"end\":{\"date\":\"2026-03-02\"}}} | sendUpdates",
      })
  void newEventThatCannotBeIsNamed(String body, String field) {
    Answer answer = api.write("POST", ada, events, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("parameter").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "organizer",
    "creator",
    "id",
    "etag",
    "iCalUID",
    "htmlLink",
    "recurringEventId",
    "kind",
    "foo"
  })
  void whatIsNotAClientsToSetIsRefused(String field) {
    Answer answer =
        api.write(
            "PATCH",
            ada,
            events + "/single",
            "{\"event\":{\"" + field + "\":\"x\"}}",
            "If-Match",
            "\"1\"");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("parameter").asString()).isEqualTo(field);
  }

  @Test
  void bodyThatIsNoJsonIsRefused() {
    assertThat(api.write("POST", ada, events, "{").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "[]").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "{\"event\":\"x\"}").status()).isEqualTo(400);
    assertThat(api.write("POST", ada, events, "x".repeat(100_000)).status()).isEqualTo(413);
  }

  @Test
  void readOnlyCalendarAndForeignEventSayNoBeforehand() {
    CalendarId holidays = world.calendar(ada, "reader");
    Answer refused =
        api.write(
            "POST",
            ada,
            "/api/calendars/" + holidays + "/events",
            LUNCH.formatted(UUID.randomUUID()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asString()).contains("read-only");
    world.holds(work, Map.of("id", "guest", "organizer", Map.of("email", "x@example.com")));
    assertThat(
            api.write(
                    "PATCH",
                    ada,
                    events + "/guest",
                    "{\"event\":{\"summary\":\"x\"}}",
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(403);
    assertThat(
            api.write(
                    "PATCH",
                    ada,
                    events + "/guest",
                    "{\"event\":{\"attendees\":[]}}",
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(202);
  }

  @Test
  void accountThatHasToBeConnectedAgainTakesNoEdits() {
    jdbc.sql("update channel.account set state = 'NEEDS_REAUTHORIZATION' where account_id = ?")
        .param(ada.account())
        .update();
    Answer refused = api.write("POST", ada, events, LUNCH.formatted(UUID.randomUUID()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asString()).contains("connected again");
  }

  @Test
  void nothingOfAnothersIsChanged() {
    Person grace = world.person();
    String body = LUNCH.formatted(UUID.randomUUID());
    assertThat(api.write("POST", grace, events, body).status()).isEqualTo(404);
    assertThat(api.write("PATCH", grace, events + "/single", body, "If-Match", "1").status())
        .isEqualTo(404);
    assertThat(api.write("DELETE", grace, events + "/single", "", "If-Match", "1").status())
        .isEqualTo(404);
    assertThat(api.write("PATCH", ada, events + "/nothing", body, "If-Match", "1").status())
        .isEqualTo(404);
  }

  @Test
  void editWithoutTheTokenOrASessionIsRefused() {
    String body = LUNCH.formatted(UUID.randomUUID());
    assertThat(api.forge("POST", ada, events, body).status()).isEqualTo(403);
    assertThat(api.forge("DELETE", ada, events + "/single", "").status()).isEqualTo(403);
    assertThat(api.write("POST", null, events, body).status()).isEqualTo(401);
    assertThat(api.write("POST", ada, events, body, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
  }

  @Test
  void outcomeOfACommandIsItsAuthorsToRead() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status, reason)
            values (?, ?, ?, '{}', 'REJECTED', 'changed meanwhile')
            """)
        .params(id, work.value(), ada.user().value())
        .update();
    assertThat(api.get(ada, "/api/commands/" + id).json().path("status").asString())
        .isEqualTo("REJECTED");
    assertThat(api.get(world.person(), "/api/commands/" + id).status()).isEqualTo(404);
  }

  private static Command sent(String commandId) {
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
