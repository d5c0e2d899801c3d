package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the control API refuses: in JSON, by name, and without a change. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com")
class ControlRefusalsIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final GoogleSimulator google;

  ControlRefusalsIntegrationTests(GoogleSimulator google) {
    this.google = google;
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void aTimeThatNoClockCouldShowIsRefusedAndMovesNone() {
    for (long seconds : new long[] {-1, 99_999_999_999_999_999L}) {
      HttpResponse<String> answer = send("POST /control/clock/advance", Map.of("seconds", seconds));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("seconds: " + seconds);
      refused(
          "/control/users/ada@example.com/usage-limits",
          Map.of("seconds", seconds),
          "seconds: " + seconds);
    }
    assertThat(send("GET /control/state", null).statusCode()).isEqualTo(200);
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

    assertThat(send("GET /control/state", null).body()).doesNotContain("grace");
    assertThat(JSON.readTree(send("GET /control/faults", null).body()).get("rules")).isEmpty();
  }

  @Test
  void whoIsNotThereIsNotFound() {
    String grace = "grace@example.com";
    String someone = "/control/users/" + grace;
    notFound(someone + "/revoke", null);
    notFound(someone + "/expire-sync-tokens", null);
    notFound(someone + "/usage-limits", Map.of("seconds", 1));
    notFound(someone + "/calendar-use", Map.of("signedUp", true));
    notFound("/control/people/" + grace + "/calendars/primary/events", Map.of("summary", "Tea"));
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
    HttpResponse<String> answer = send("POST " + path, body);
    assertThat(answer.statusCode()).as("%s %s", path, body).isEqualTo(404);
    // Not as for a path that there is not.
    assertThat(JSON.readTree(answer.body()).at("/error/message").asString()).isEqualTo("Not Found");
  }

  @Test
  void aCallThatThereIsNotIsAnsweredAsAnyOther() {
    Map<String, Integer> unknown =
        Map.of("GET /control/nothing", 404, "DELETE /control/state", 405, "GET /nothing", 404);
    unknown.forEach((operation, status) -> {
      HttpResponse<String> answer = send(operation, null);
      assertThat(JSON.readTree(answer.body()).at("/error/code").asInt())
          .as(operation)
          .isEqualTo(answer.statusCode())
          .isEqualTo(status);
    });
  }

  @Test
  void aParameterThatIsNotUnderstoodIsAnsweredAsAnyOther() {
    String history = "/control/calendars/" + ADA + "/history?after=yesterday";
    HttpResponse<String> answer = send("GET " + history, null);
    assertThat(JSON.readTree(answer.body()).at("/error/message").asString())
        .isEqualTo("not understood: after");
  }

  @Test
  void aParameterThatIsMissingIsAnsweredAsAnyOther() {
    URI move = google.url().resolve("/calendar/v3/calendars/primary/events/abcde12345/move");
    HttpResponse<String> answer =
        Http.send(
            http,
            HttpRequest.newBuilder(move)
                .header("Authorization", "Bearer " + google.accessToken(ADA))
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).at("/error/message").asString())
        .contains("'destination'");
  }

  private void refused(String path, Map<String, ?> body, String why) {
    HttpResponse<String> answer = send("POST " + path, body);
    assertThat(answer.statusCode()).as("%s %s", path, body).isEqualTo(400);
    assertThat(answer.body()).contains(why).doesNotContain("dev.calsync");
  }

  private HttpResponse<String> send(String operation, @Nullable Object body) {
    String[] methodAndPath = operation.split(" ", 2);
    return Http.json(http, methodAndPath[0], google.url().resolve(methodAndPath[1]), body);
  }
}
