package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Command;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker that polls every second, keeps small events only and soon loses its trust in pushes. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=sync-worker",
      "calsync.internal.secret=test-secret",
      "calsync.topics.partitions=4",
      "calsync.sync.second-look=200ms",
      "calsync.sync.page-size=50",
      "calsync.sync.poll-watched=1s",
      "calsync.sync.poll-unwatched=2s",
      "calsync.sync.event-bytes=16KB",
      "calsync.sync.push-misses=2",
      "calsync.sync.push-grace=0s"
    })
@Import(TestInfrastructure.class)
abstract class WorkerInstallation {
  static final TestGoogle google = new TestGoogle();
  static final FakeChannelManager channelManager = new FakeChannelManager();

  final HttpClient http = HttpClient.newHttpClient();
  final CalendarId calendar = new CalendarId(UUID.randomUUID());
  final AccountId account = new AccountId(UUID.randomUUID());
  final UserId user = new UserId(UUID.randomUUID());
  final String googleCalendar = calendar.toString().substring(0, 8) + "@example.com";
  private long version;

  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired JsonMapper json;
  @LocalServerPort int port;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry properties) {
    properties.add("calsync.google.api-url", google::url);
    properties.add("calsync.channel-manager-url", channelManager::url);
  }

  @BeforeEach
  void aPersonWithACalendar() {
    google.person();
    google.calendar(googleCalendar);
    channelManager.grant(account.toString(), google::accessToken);
  }

  final void grant(AccountId other, Supplier<String> token) {
    channelManager.grant(other.toString(), token);
  }

  /** Events at Google, whatever they hold. */
  final List<String> insertsAll(String... events) {
    return ids(
        google.control(
            "/control/calendars/" + googleCalendar + "/events",
            "[" + String.join(",", events) + "]"));
  }

  private List<String> ids(String answer) {
    return json.readTree(answer).path("ids").valueStream().map(JsonNode::asString).toList();
  }

  static String event(String summary, String description) {
    return """
    {"summary":"%s","description":"%s",
     "start":{"dateTime":"2026-12-01T09:00:00Z"},"end":{"dateTime":"2026-12-01T10:00:00Z"}}
    """
        .formatted(summary, description);
  }

  final void connect() throws Exception {
    connect(calendar, account, user);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(column("sync_token")).isNotNull());
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
    kafka
        .send(Topics.LIFECYCLE, message.accountId().toString(), json.writeValueAsBytes(message))
        .get();
  }

  final void push() throws Exception {
    push(calendar);
  }

  final void push(CalendarId which) throws Exception {
    var notification =
        new Notification(which, new ChannelId(UUID.randomUUID()), "exists", 7, Instant.now());
    kafka.send(Topics.NOTIFICATIONS, which.toString(), json.writeValueAsBytes(notification)).get();
  }

  final void command(Command command) throws Exception {
    kafka.send(Topics.COMMANDS, calendar.toString(), json.writeValueAsBytes(command)).get();
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

  /** An operator asks. */
  final JsonNode actuator(String path) throws IOException, InterruptedException {
    return json.readTree(
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  final HttpResponse<String> operate(String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
