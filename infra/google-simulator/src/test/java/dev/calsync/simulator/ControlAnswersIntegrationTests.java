package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the control API really answers, beside its description. */
@dev.calsync.simulator.junit.GoogleSimulator(
    users = "ada@example.com",
    properties = "google-simulator.push.first-retry=20ms")
class ControlAnswersIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final String EVENT = "abcde12345";
  private static final String PERSON = "/control/people/{email}/calendars/{calendarId}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Description description = new Description();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> called = new TreeSet<>();
  private final GoogleSimulator google;

  ControlAnswersIntegrationTests(GoogleSimulator google) throws IOException {
    this.google = google;
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void everyAnswerHasTheFieldsThatAreDescribed() {
    String other = google.addCalendar(ADA, "Other");
    google.control("/risc/stream", Map.of("url", "http://localhost:1/", "audience", "client"));
    google.control("/faults", Map.of("match", "events.get", "status", 503, "rate", 0.5));
    var channel =
        Map.<String, Object>of("id", "one", "type", "web_hook", "address", "http://localhost:1/");
    google.google().events().watch(ADA, "client", "primary", channel);
    await().until(() -> google.control("/deliveries").contains("one"));

    call("POST", "/control/users", Map.of("email", "grace@example.com"));
    call("POST", "/control/calendars", Map.of("owner", ADA, "summary", "New"));
    call("POST", "/control/token", Map.of("email", ADA));
    call("POST", "/control/clock/advance", Map.of("seconds", 1));
    call("POST", "/control/behaviour", Map.of("reading", Map.of("late", 0.5)));
    call("GET", "/control/behaviour", null);
    call("POST", "/control/oauth", Map.of("rotates", true));
    call("GET", "/control/oauth", null);
    call("GET", "/control/faults", null);
    call("GET", "/control/deliveries", null);
    call("POST", "/control/calendars/{calendarId}/events", Map.of("count", 2));
    call("POST", PERSON + "/events", weekly());
    call("GET", PERSON + "/events", null);
    call("GET", "/control/people/{email}/calendars", null);
    String event = PERSON + "/events/{eventId}";
    call("PATCH", event, Map.of("summary", "Other"));
    call("POST", event + "/respond", Map.of("responseStatus", "accepted"));
    call("POST", event + "/split", EVENT + "_20260309T090000Z", Map.of());
    call("POST", event + "/move", Map.of("destination", other));
    call("GET", "/control/calendars/{calendarId}/events", null);
    call("GET", "/control/calendars/{calendarId}/history", null);
    call("POST", "/control/risc/events", Map.of("email", ADA, "type", "account-disabled"));
    call("GET", "/control/risc/deliveries", null);
    call("GET", "/control/state", null);

    assertThat(called)
        .isEqualTo(
            new TreeSet<>(
                description.operations().stream()
                    .filter(operation -> description.answer(operation) != null)
                    .toList()));
  }

  @Test
  void whatIsRequiredIsRefusedWhereItIsMissing() {
    for (String operation : description.operations()) {
      Map<String, Object> body = description.body(operation);
      if (body != null && !Description.required(description.resolved(body)).isEmpty()) {
        HttpResponse<String> answer = send(operation, EVENT, Map.of());
        assertThat(answer.statusCode()).as(operation).isEqualTo(400);
      }
    }
  }

  @Test
  void aPartOfASecondIsAWholeOne() {
    Instant before = now();
    google.advance(Duration.ofMillis(1));
    assertThat(now()).isAfterOrEqualTo(before.plusSeconds(1));
  }

  private Instant now() {
    return Instant.parse(JSON.readTree(google.control("/state")).get("now").asString());
  }

  private void call(String method, String path, @Nullable Object body) {
    call(method, path, EVENT, body);
  }

  private void call(String method, String path, String eventId, @Nullable Object body) {
    String operation = method + " " + path;
    HttpResponse<String> answer = send(operation, eventId, body);
    assertThat(answer.statusCode()).as(operation + " " + answer.body()).isEqualTo(200);
    Map<String, Object> schema = description.answer(operation);
    assertThat(schema).as(operation).isNotNull();
    if (schema != null) {
      assertThat(description.differences(schema, JSON.readTree(answer.body()), operation))
          .isEmpty();
    }
    called.add(operation);
  }

  private HttpResponse<String> send(String operation, String eventId, @Nullable Object body) {
    String[] methodAndPath = operation.split(" ", 2);
    String path =
        methodAndPath[1]
            .replace("{email}", ADA)
            .replace("{calendarId}", ADA)
            .replace("{channelId}", "one")
            .replace("{eventId}", eventId);
    return Http.json(http, methodAndPath[0], google.url().resolve(path), body);
  }

  private static Map<String, Object> weekly() {
    return Map.of(
        "id", EVENT,
        "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
        "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
        "recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=4"),
        "attendees", List.of(Map.of("email", ADA)));
  }
}
