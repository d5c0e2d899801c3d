package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

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
      "calsync.quota.per-day=1000000000", // however many calendars other tests have left
      "calsync.sync.event-bytes=16KB",
      "calsync.sync.push-misses=2",
      "calsync.sync.push-grace=0s"
    })
@Import(TestInfrastructure.class)
abstract class WorkerInstallation extends RunningWorker {
  static final FakeChannelManager channelManager = new FakeChannelManager();

  final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort int port;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry properties) {
    properties.add("calsync.google.api-url", google::urlThroughTheNetwork);
    properties.add("calsync.channel-manager-url", channelManager::url);
  }

  @BeforeEach
  void aGrant() {
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

  /** What is in quarantine: its key and why. */
  final Map<String, String> quarantine() {
    return jdbc
        .sql("select item_key, reason from sync.quarantine where calendar_id = ?")
        .param(calendar.value())
        .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
