package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page on which one acts as somebody is no client: infra/docs/google-calendar.md §7.22. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com")
class PeoplePageIntegrationTests extends AdaOnTheWire {
  private static final String MINE = "/people/" + ADA + "/calendars";
  private static final Map<String, Object> LUNCH =
      Map.of(
          "summary", "Lunch",
          "start", Map.of("dateTime", "2026-03-02T12:00:00Z"),
          "end", Map.of("dateTime", "2026-03-02T13:00:00Z"));

  PeoplePageIntegrationTests(GoogleSimulator google) {
    super(google);
  }

  @Test
  @Shows("§7.22 a person reads, and no fault, quota nor count is touched by it")
  void whatAPersonReadsIsNoCall() {
    google.google().person(ADA).create("primary", LUNCH);
    google.control("/faults", Map.of("match", "*", "status", 503, "times", 1));
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 1, "as429", 1)));
    String before = google.control("/state");

    assertThat(json(MINE)).singleElement().matches(each -> each.path("primary").asBoolean());
    assertThat(json(MINE + "/primary/events"))
        .singleElement()
        .matches(event -> event.path("summary").asString().equals("Lunch"));

    assertThat(json("/faults").path("rules").path(0).path("hits").asLong()).isZero();
    assertThat(json("/state").path("calls")).isEqualTo(tree(before).path("calls"));
    assertThat(list().statusCode()).isEqualTo(503);
    assertThat(list().statusCode()).isEqualTo(200);
    assertThat(list().statusCode()).isEqualTo(429);
  }

  @Test
  void aPersonSeesAllThatIsThereAtOnceInTheOrderOfItsStart() {
    google.control("/behaviour", Map.of("reading", Map.of("emptyPages", 1, "late", 1)));
    var all = IntStream.range(0, 300).mapToObj(_ -> LUNCH).toList();
    google.control("/calendars/" + ADA + "/events", all);
    google.google().person(ADA).create("primary", weekly());

    String window = "?timeMin=2026-03-02T00:00:00Z&timeMax=2026-03-17T00:00:00Z";
    JsonNode events = json(MINE + "/primary/events" + window);
    assertThat(events).hasSize(303);
    assertThat(events.path(0).path("recurringEventId").asString()).isEqualTo("abcde12345");
    assertThat(json(MINE + "/primary/events?timeMin=2026-03-09T00:00:00Z")).hasSize(4);
  }

  @Test
  void thePageKnowsNoOtherApi() {
    URI script = google.url().resolve("/simulator/people.js");
    HttpResponse<String> answer = Http.send(http, HttpRequest.newBuilder(script));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("/control/people/")
        .doesNotContain("/calendar/v3", "/control/token");
  }

  private HttpResponse<String> list() {
    URI uri = google.url().resolve("/calendar/v3/calendars/primary/events");
    return Http.send(http, HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token));
  }

  private JsonNode json(String path) {
    return tree(google.control(path));
  }

  private static JsonNode tree(String json) {
    return JSON.readTree(json);
  }

  private static Map<String, Object> weekly() {
    return Map.of(
        "id", "abcde12345",
        "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
        "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
        "recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=5"));
  }
}
