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

  private static Map<String, Object> time(String dateTime) {
    return Map.of("dateTime", dateTime, "timeZone", "UTC");
  }
}
