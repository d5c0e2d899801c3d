package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the simulator tells of calls: how many lists there were at once, what quotas refused. */
@dev.calsync.simulator.junit.GoogleSimulator(users = {"ada@example.com", "grace@example.com"})
class CallsIntegrationTests extends AdaOnTheWire {
  private static final String GRACE = "grace@example.com";
  private static final long SLOW_MILLIS = 500;

  CallsIntegrationTests(GoogleSimulator google) {
    super(google);
  }

  @Test
  void listsThatFollowEachOtherAreNeverTwoAtOnce() {
    list(ADA).join();
    list(ADA).join();
    assertThat(most(ADA)).isEqualTo(1);
  }

  @Test
  void listsOfOneCalendarThatAreDelayedAreSeenToBeUnderWayAtOnce() {
    google.control(
        "/faults", Map.of("match", "events.list", "times", 0, "delayMillis", SLOW_MILLIS));
    String other = google.addCalendar(ADA, "Other");
    List.of(list(ADA), list(ADA), list(ADA), list(other), event(ADA))
        .forEach(CompletableFuture::join);
    assertThat(most(ADA)).isEqualTo(3);
    assertThat(most(other)).isEqualTo(1);
    list(ADA).join();
    assertThat(most(ADA)).isEqualTo(3);
  }

  @Test
  void listsThatAreRefusedAreNoLongerUnderWay() {
    google.control("/faults", Map.of("match", "events.list", "status", 500));
    google.control("/faults", Map.of("match", "events.list", "status", 503, "html", true));
    assertThat(list(ADA).join().statusCode()).isEqualTo(500);
    assertThat(list(ADA).join().statusCode()).isEqualTo(503);
    assertThat(list(GRACE).join().statusCode()).isEqualTo(404);
    token = "none";
    assertThat(list(ADA).join().statusCode()).isEqualTo(401);
    token = google.accessToken(ADA);
    assertThat(list(ADA).join().statusCode()).isEqualTo(200);
    assertThat(list(GRACE).join().statusCode()).isEqualTo(404);
    assertThat(most(ADA)).isEqualTo(1);
    assertThat(most(GRACE)).isEqualTo(1);
  }

  @Test
  void whatAQuotaRefusesIsCountedAndNoOtherRefusal() {
    google.control("/faults", Map.of("match", "events.list", "status", 429));
    assertThat(list(ADA).join().statusCode()).isEqualTo(429);
    assertThat(refusedByQuota()).isZero();
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 2, "as429", 1)));
    list(ADA).join();
    list(ADA).join();
    assertThat(refusedByQuota()).isZero();
    assertThat(list(ADA).join().statusCode()).isEqualTo(429);
    assertThat(list(ADA).join().statusCode()).isEqualTo(429);
    assertThat(refusedByQuota()).isEqualTo(2);
  }

  @Test
  void aResetForgetsWhatWasCounted() {
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 1)));
    list(ADA).join();
    list(ADA).join();
    google.control("/reset", Map.of());
    assertThat(refusedByQuota()).isZero();
    assertThat(calls().path("mostListsAtOnce")).isEmpty();
  }

  private CompletableFuture<HttpResponse<String>> list(String calendar) {
    return get(calendar + "/events");
  }

  private CompletableFuture<HttpResponse<String>> event(String calendar) {
    return get(calendar + "/events/none");
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(google.url().resolve("/calendar/v3/calendars/" + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private long most(String calendar) {
    return calls().path("mostListsAtOnce").path(calendar).asLong(0);
  }

  private long refusedByQuota() {
    return calls().path("refusedByQuota").asLong(-1);
  }

  private JsonNode calls() {
    return JSON.readTree(google.control("/state")).path("calls");
  }
}
