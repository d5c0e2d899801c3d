package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
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
  void aTimeThatNoClockCouldShowIsRefusedAndMovesNone() {
    for (long seconds : new long[] {-1, 99_999_999_999_999_999L}) {
      HttpResponse<String> answer =
          send("POST /control/clock/advance", EVENT, Map.of("seconds", seconds));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("seconds: " + seconds);
      refused(
          "/control/users/ada@example.com/usage-limits",
          Map.of("seconds", seconds),
          "seconds: " + seconds);
    }
    assertThat(send("GET /control/state", EVENT, null).statusCode()).isEqualTo(200);
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

  @Test
  void whatMeansNothingIsRefusedAndSaysWhy() {
    refused("/control/users", Map.of("email", "ada"), "email: ada (expected: an address)");
    refused("/control/users", Map.of("email", ADA, "zone", "UTC"), "unknown field: zone");
    var nowhere = Map.of("email", "grace@example.com", "timeZone", "Nowhere");
    refused("/control/users", nowhere, "Invalid time zone: Nowhere");
    var calendar = Map.of("owner", ADA, "summary", "Team", "timeZone", "Nowhere");
    refused("/control/calendars", calendar, "Invalid time zone: Nowhere");
    refused("/control/faults", Map.of("match", "events.lst", "status", 503), "match: events.lst");
    refused("/control/faults", Map.of("match", "events.list"), "status: 0");
    refused("/control/faults", Map.of("status", 503, "statis", 503), "unknown field: statis");
    refused("/control/faults", Map.of("status", "many"), "not understood: status");
    refused("/control/pushes", Map.of("drop", 2), "share: 2.0 (expected: 0 to 1)");
    refused("/control/behaviour", Map.of("lags", 1), "unknown field: lags");
    var nothing = Collections.singletonMap("reading", null);
    refused("/control/behaviour", nothing, "reading: null (expected: a value)");
    refused("/control/users", Collections.singletonMap("email", null), "email: null");
    refused("/control/clock/advance", Map.of("seconds", "a"), "not understood: seconds");
    refused("/control/faults", Map.of("status", "503"), "not understood: status");
    refused("/control/clock/advance", Map.of("seconds", 1.5), "not understood: seconds");
    Map<String, Object> nowhereToSend = new HashMap<>(Map.of("audience", "client"));
    nowhereToSend.put("url", null);
    refused("/control/risc/stream", nowhereToSend, "url: null (expected: a value)");
    Map<String, Object> ofNobody = new HashMap<>(Map.of("summary", "Team"));
    ofNobody.put("owner", null);
    refused("/control/calendars", ofNobody, "owner: null (expected: a value)");
    refused("/control/calendars", Map.of("owner", ADA, "summary", 5), "not understood: summary");
    String signUp = "/control/users/" + ADA + "/calendar-use";
    refused(signUp, Map.of("signedUp", "true"), "not understood: signedUp");
    refused("/control/faults", Map.of("status", 503, "times", 1.5), "not understood: times");
    for (int count : new int[] {-1, 100_000_000}) {
      String events = "/control/calendars/" + ADA + "/events";
      refused(events, Map.of("count", count), "count: " + count);
    }
    for (String number : List.of("skip", "times", "retryAfter", "delayMillis")) {
      refused("/control/faults", Map.of("status", 503, number, -1), number + ": -1");
    }

    assertThat(send("GET /control/state", EVENT, null).body()).doesNotContain("grace");
    assertThat(JSON.readTree(send("GET /control/faults", EVENT, null).body()).get("rules"))
        .isEmpty();
  }

  @Test
  void whoIsNotThereIsNotFound() {
    String grace = "grace@example.com";
    String someone = "/control/users/" + grace;
    notFound(someone + "/revoke", null);
    notFound(someone + "/expire-sync-tokens", null);
    notFound(someone + "/usage-limits", Map.of("seconds", 1));
    notFound(someone + "/calendar-use", Map.of("signedUp", true));
    notFound("/control/people/" + grace + "/calendars/primary/events", weekly());
    notFound("/control/token", Map.of("email", grace));
    notFound("/control/risc/events", Map.of("email", grace, "type", "account-disabled"));
    notFound("/control/calendars", Map.of("owner", grace, "summary", "Half"));
    var readers = Map.of("owner", ADA, "summary", "Half", "readers", List.of(grace));
    notFound("/control/calendars", readers);
    notFound("/control/calendars/" + ADA + "/share", Map.of("email", grace));
    notFound("/control/calendars/" + ADA + "/share", Map.of("email", grace, "role", "none"));
    assertThat(google.control("/state")).doesNotContain("Half");
  }

  private void notFound(String path, @Nullable Object body) {
    HttpResponse<String> answer = send("POST " + path, EVENT, body);
    assertThat(answer.statusCode()).as("%s %s", path, body).isEqualTo(404);
    // Not as for a path that there is not.
    assertThat(JSON.readTree(answer.body()).at("/error/message").asString()).isEqualTo("Not Found");
  }

  @Test
  void aCallThatThereIsNotIsAnsweredAsAnyOther() {
    Map<String, Integer> unknown =
        Map.of("GET /control/nothing", 404, "DELETE /control/state", 405, "GET /nothing", 404);
    unknown.forEach((operation, status) -> {
      HttpResponse<String> answer = send(operation, EVENT, null);
      assertThat(JSON.readTree(answer.body()).at("/error/code").asInt())
          .as(operation)
          .isEqualTo(answer.statusCode())
          .isEqualTo(status);
    });
  }

  private void refused(String path, Map<String, ?> body, String why) {
    HttpResponse<String> answer = send("POST " + path, EVENT, body);
    assertThat(answer.statusCode()).as("%s %s", path, body).isEqualTo(400);
    assertThat(answer.body()).contains(why).doesNotContain("dev.calsync");
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
    URI uri = google.url().resolve(path);
    return Http.send(
        http,
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(
                methodAndPath[0],
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body))));
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
