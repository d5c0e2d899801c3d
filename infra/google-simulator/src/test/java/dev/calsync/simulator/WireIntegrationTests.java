package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What shows only on the wire, beneath Google's client: infra/docs/google-calendar.md §7. */
@dev.calsync.simulator.junit.GoogleSimulator(
    users = "ada@example.com",
    properties = "google-simulator.push.first-retry=20ms")
class WireIntegrationTests extends AdaOnTheWire {
  private static final String CALENDARS = "/calendar/v3/calendars/";
  private static final String EVENTS = CALENDARS + "primary/events";
  private static final Map<String, Object> DAY =
      Map.of("start", Map.of("date", "2026-03-02"), "end", Map.of("date", "2026-03-03"));

  WireIntegrationTests(GoogleSimulator google) {
    super(google);
  }

  @Test
  @Shows("§7.6 a current If-None-Match is 304")
  void whoHoldsTheCurrentEtagIsAnsweredBy304() {
    JsonNode event = body(post(EVENTS, DAY));
    String path = EVENTS + "/" + event.path("id").asString();
    HttpResponse<String> same = get(path, "If-None-Match", event.path("etag").asString());
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
  }

  @Test
  @Shows("§7.4 sync tokens are 410 on demand")
  void aTokenIsGoneOnDemand() {
    String syncToken = body(get(EVENTS)).path("nextSyncToken").asString();
    google.control("/faults", Map.of("match", "events.list", "status", 410));
    HttpResponse<String> gone = get(EVENTS + "?syncToken=" + syncToken);
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("fullSyncRequired", "\"location\":\"syncToken\"");
    assertThat(get(EVENTS + "?syncToken=" + syncToken).statusCode()).isEqualTo(200);
  }

  @Test
  @Shows({
    "§7.12 the expiration is a text of milliseconds",
    "§7.12 the expiration may be a number",
    "§7.12 the resource URI repeats the calendar as written and ends in ?alt=json"
  })
  void theAnswerToWatchHasAnExpirationOfEitherKind() {
    JsonNode text = body(post(EVENTS + "/watch", channel("one", "http://localhost:1/")));
    assertThat(text.path("expiration").isString()).isTrue();
    assertThat(text.path("resourceUri").asString()).endsWith("/calendars/primary/events?alt=json");
    google.control("/behaviour", Map.of("channels", Map.of("expirationAsNumber", true)));
    String watch = CALENDARS + ADA + "/events/watch";
    JsonNode number = body(post(watch, channel("two", "http://localhost:1/")));
    assertThat(number.path("expiration").isIntegralNumber()).isTrue();
    assertThat(number.path("resourceUri").asString())
        .endsWith("/calendars/ada@example.com/events?alt=json");
  }

  @Test
  @Shows("§7.17 stop is 204")
  void stopIs204() {
    JsonNode channel = body(post(EVENTS + "/watch", channel("one", "http://localhost:1/")));
    Map<String, Object> stop =
        Map.of("id", "one", "resourceId", channel.path("resourceId").asString());
    HttpResponse<String> stopped = post("/calendar/v3/channels/stop", stop);
    assertThat(stopped.statusCode()).isEqualTo(204);
    assertThat(stopped.body()).isEmpty();
    assertThat(post("/calendar/v3/channels/stop", stop).statusCode()).isEqualTo(404);
  }

  @Test
  @Shows("§7.18 who is named as quotaUser pays")
  void whoIsNamedInAHeaderPays() {
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 1, "as429", 1)));
    assertThat(get(EVENTS).statusCode()).isEqualTo(200);
    assertThat(get(EVENTS).statusCode()).isEqualTo(429);
    assertThat(get(EVENTS, "x-goog-quota-user", "tenant").statusCode()).isEqualTo(200);
    assertThat(get(EVENTS, "x-goog-quota-user", "tenant").statusCode()).isEqualTo(429);
  }

  @Test
  @Shows("§7.13 the sync message may come before the answer to watch")
  void theSyncMessageComesBeforeTheAnswer() throws IOException {
    google.control("/pushes", Map.of("paused", true));
    try (Receiver receiver = new Receiver(200)) {
      Map<String, Object> usual = channel("one", receiver.url());
      assertThat(post(EVENTS + "/watch", usual).statusCode()).isEqualTo(200);
      google.control("/behaviour", Map.of("channels", Map.of("syncBeforeAnswer", true)));
      var watch = to(EVENTS + "/watch", channel("two", receiver.url()));
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(watch.build(), BodyHandlers.ofString());
      await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());
      assertThat(receiver.calls()).isEmpty();
      google.control("/pushes", Map.of("paused", false));
      assertThat(answer.join().statusCode()).isEqualTo(200);
      assertThat(receiver.calls())
          .extracting(call -> call.header("X-Goog-Channel-ID"))
          .contains("two");
    }
  }

  private static Map<String, Object> channel(String id, String address) {
    return Map.of("id", id, "type", "web_hook", "address", address);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(google.url().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder to(String path, Map<String, Object> body) {
    return to(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private HttpResponse<String> get(String path) {
    return Http.send(http, to(path));
  }

  private HttpResponse<String> get(String path, String header, String value) {
    return Http.send(http, to(path).header(header, value));
  }

  private HttpResponse<String> post(String path, Map<String, Object> body) {
    return Http.send(http, to(path, body));
  }

  private static JsonNode body(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
