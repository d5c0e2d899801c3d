package dev.calsync.simulator;

import static dev.calsync.simulator.GoogleClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What happens to accounts, and what people do: infra/docs/google-calendar.md §7.20 to §7.22. */
@dev.calsync.simulator.junit.GoogleSimulator(
    users = {"ada@example.com", "grace@example.com"},
    properties = "google-simulator.push.first-retry=20ms")
class AccountIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final String GRACE = "grace@example.com";
  private final GoogleSimulator google;

  AccountIntegrationTests(GoogleSimulator google) {
    this.google = google;
  }

  @Test
  @DisplayName("google-calendar.md §7.20: a deleted client, a skewed expires_in, errors by rule")
  @Shows("§7.20 a deleted client is 401 deleted_client")
  void theTokenEndpointMisbehaves() throws IOException, InterruptedException {
    google.control("/faults", Map.of("match", "oauth.token", "status", 400));
    assertThat(refreshed().body()).contains("invalid_grant", "Bad Request");
    google.control("/faults", Map.of("match", "oauth.token", "status", 503));
    assertThat(refreshed().body()).contains("internal_failure");
    google.control("/oauth", Map.of("expiresInSkew", "-PT10M", "testing", true));
    assertThat(google.control("/oauth")).contains("PT-10M", "\"testing\":true");
    delete("/control/clients/calsync-local");
    HttpResponse<String> deleted = refreshed();
    assertThat(deleted.statusCode()).isEqualTo(401);
    assertThat(deleted.body()).contains("deleted_client");
  }

  @Test
  @DisplayName("google-calendar.md §7.21: signed security events, twice under one jti")
  @Shows({"§7.21 security events are signed", "§7.21 security events come twice under one jti"})
  void securityEvents() throws IOException {
    try (Receiver receiver = new Receiver(202)) {
      google.control("/risc/stream", Map.of("url", receiver.url(), "audience", "calsync-local"));
      google.control(
          "/risc/events",
          Map.of("email", ADA, "type", "account-disabled", "reason", "hijacking", "copies", 2));
      google.control("/users/" + GRACE + "/revoke", Map.of());
      await().until(() -> receiver.calls().size() == 3);
      List<Jwt> tokens = receiver.calls().stream().map(call -> decoded(call.body())).toList();
      assertThat(tokens.getFirst().getId()).isEqualTo(tokens.get(1).getId());
      assertThat(tokens.getLast().getId()).isNotEqualTo(tokens.getFirst().getId());
      assertThat(tokens.getFirst().getAudience()).containsExactly("calsync-local");
      assertThat(tokens.getFirst().getClaimAsMap("events"))
          .hasEntrySatisfying(
              "https://schemas.openid.net/secevent/risc/event-type/account-disabled",
              event -> assertThat(event.toString()).contains("hijacking", "iss-sub"));
      assertThat(tokens.getLast().getClaimAsMap("events"))
          .containsOnlyKeys("https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked");
      assertThat(receiver.calls().getFirst().header("Content-Type"))
          .isEqualTo("application/secevent+jwt");
    }
  }

  @Test
  @DisplayName("google-calendar.md §7.22: the user in the Google UI, by HTTP")
  @Shows({"§7.22 a person splits", "§7.22 a person deletes", "§7.22 a person shares and unshares"})
  void theUserInTheGoogleUi() throws IOException, InterruptedException {
    String mine = "/people/" + ADA + "/calendars/primary";
    google.control(
        mine + "/events",
        Map.of(
            "id",
            "abcde12345",
            "summary",
            "Weekly",
            "start",
            time("2026-03-02T09:00:00Z"),
            "end",
            time("2026-03-02T10:00:00Z"),
            "recurrence",
            List.of("RRULE:FREQ=WEEKLY;COUNT=4")));
    google.control(mine + "/events/abcde12345_20260316T090000Z/split", Map.of("summary", "Later"));
    google.control(mine + "/share", Map.of("email", GRACE, "role", "reader"));
    Calendar reader = GoogleClient.of(google, google.accessToken(GRACE));
    assertThat(reader.events().list(ADA).execute().getItems())
        .extracting(Event::getSummary)
        .containsExactly("Weekly", "Later");
    delete("/control" + mine + "/events/abcde12345");
    assertThat(google.control("/calendars/" + ADA + "/history"))
        .contains("\"complete\":true", "\"eventId\":\"abcde12345_R20260316T090000\"");
    google.control(mine + "/share", Map.of("email", GRACE, "role", "none"));
    assertThat(refusal(() -> reader.events().list(ADA).execute()).getStatusCode()).isEqualTo(404);
  }

  @Test
  @Shows("§7.21 security events are of all listed types")
  void securityEventsOfEveryType() throws IOException {
    String risc = "https://schemas.openid.net/secevent/risc/event-type/";
    String oauth = "https://schemas.openid.net/secevent/oauth/event-type/";
    List<String> all =
        List.of(
            risc + "sessions-revoked",
            risc + "account-disabled",
            risc + "account-enabled",
            risc + "account-credential-change-required",
            risc + "account-purged",
            risc + "verification",
            oauth + "tokens-revoked",
            oauth + "token-revoked");
    try (Receiver receiver = new Receiver(202)) {
      google.control("/risc/stream", Map.of("url", receiver.url(), "audience", "calsync-local"));
      for (String type : all) {
        String name = type.substring(type.lastIndexOf('/') + 1);
        google.control("/risc/events", Map.of("email", ADA, "type", name));
      }
      assertThat(receiver.calls())
          .flatExtracting(call -> eventTypes(decoded(call.body())))
          .isEqualTo(all);
    }
  }

  @Test
  @Shows({"§7.22 a person edits", "§7.22 a person moves", "§7.22 a person answers"})
  void editingAnsweringAndMovingByHttp() throws IOException, InterruptedException {
    String other = google.addCalendar(ADA, "Other");
    String event = "/calendars/primary/events/abcde12345";
    google.control(
        "/people/" + ADA + "/calendars/primary/events",
        Map.of(
            "id",
            "abcde12345",
            "attendees",
            List.of(Map.of("email", GRACE)),
            "start",
            time("2026-03-02T09:00:00Z"),
            "end",
            time("2026-03-02T10:00:00Z")));
    URI edited = google.url().resolve("/control/people/" + ADA + event);
    send(
        HttpRequest.newBuilder(edited)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"summary\": \"Dinner\"}")));
    google.control("/people/" + GRACE + event + "/respond", Map.of("responseStatus", "accepted"));
    google.control("/people/" + ADA + event + "/move", Map.of("destination", other));
    Calendar ada = GoogleClient.of(google, google.accessToken(ADA));
    Event moved = ada.events().get(other, "abcde12345").execute();
    assertThat(moved.getSummary()).isEqualTo("Dinner");
    assertThat(moved.getAttendees().getFirst().getResponseStatus()).isEqualTo("accepted");
    assertThat(ada.events().get("primary", "abcde12345").execute().getStatus())
        .isEqualTo("cancelled");
  }

  private HttpResponse<String> refreshed() throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(google.url().resolve("/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=refresh_token&client_id=calsync-local"
                        + "&client_secret=calsync-local-secret&refresh_token=x")));
  }

  private void delete(String path) throws IOException, InterruptedException {
    URI uri = google.url().resolve(path);
    assertThat(send(HttpRequest.newBuilder(uri).DELETE()).statusCode()).isEqualTo(204);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** Whose signature is checked; the type is no id token's. */
  private Jwt decoded(String token) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(google.url() + "/oauth2/v3/certs")
            .validateType(false)
            .build();
    decoder.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
    return decoder.decode(token);
  }

  private static Set<String> eventTypes(Jwt token) {
    return Objects.requireNonNull(token.getClaimAsMap("events"), "events").keySet();
  }

  private static Map<String, Object> time(String dateTime) {
    return Map.of("dateTime", dateTime, "timeZone", "UTC");
  }
}
