package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Channel;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Bad manners over HTTP, met by Google's own client: infra/docs/google-calendar.md §7. */
@dev.calsync.simulator.junit.GoogleSimulator(
    users = {"ada@example.com", "grace@example.com"},
    properties = "google-simulator.push.first-retry=20ms")
class MannersIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final String GRACE = "grace@example.com";
  private final GoogleSimulator google;
  private Calendar client;

  MannersIntegrationTests(GoogleSimulator google) {
    this.google = google;
    this.client = client("none");
  }

  @BeforeEach
  void signIn() {
    client = client(google.accessToken(ADA));
  }

  @Test
  @DisplayName("google-calendar.md §7.1: Google's client walks through short and empty pages")
  void shortAndEmptyPages() throws IOException {
    google.control("/calendars/" + ADA + "/events", Map.of("count", 300));
    google.control("/behaviour", Map.of("reading", Map.of("shortPages", 0.5, "emptyPages", 0.5)));
    int seen = 0;
    String pageToken = null;
    do {
      Events page =
          client.events().list("primary").setMaxResults(50).setPageToken(pageToken).execute();
      seen += page.getItems().size();
      pageToken = page.getNextPageToken();
    } while (pageToken != null);
    assertThat(seen).isEqualTo(300);
  }

  @Test
  @DisplayName("google-calendar.md §7.6: a 412 that answers no If-Match, and passes")
  void aSpurious412() throws IOException {
    String id = client.events().insert("primary", lunch()).execute().getId();
    google.control("/faults", Map.of("match", "events.patch", "status", 412));
    Calendar.Events.Patch patch = client.events().patch("primary", id, new Event().setSummary("X"));
    assertThat(refusal(patch::execute).getDetails().getMessage())
        .isEqualTo("Precondition check failed.");
    assertThat(patch.execute().getSummary()).isEqualTo("X");
  }

  @Test
  @DisplayName("google-calendar.md §7.8: a guest's client may answer and not rename")
  void aGuestMayAnswerAndNotRename() throws IOException {
    Event meeting = lunch().setAttendees(List.of(new EventAttendee().setEmail(GRACE)));
    String id = client.events().insert("primary", meeting).execute().getId();
    Calendar guest = client(google.accessToken(GRACE));
    Event copy = guest.events().get("primary", id).execute();
    assertThat(copy.getOrganizer().getSelf()).isNull();
    Calendar.Events.Patch rename =
        guest.events().patch("primary", id, new Event().setSummary("Mine"));
    assertThat(refusal(rename::execute).getDetails().getErrors().getFirst().getReason())
        .isEqualTo("forbiddenForNonOrganizer");
    copy.getAttendees().getFirst().setResponseStatus("accepted");
    guest.events().update("primary", id, copy).execute();
    assertThat(client.events().get("primary", id).execute().getAttendees().getFirst())
        .containsEntry("responseStatus", "accepted");
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.13: the sync message comes before the answer to the watch call")
  void syncComesBeforeTheAnswer() throws IOException {
    google.control("/behaviour", Map.of("channels", Map.of("syncBeforeAnswer", true)));
    try (Receiver receiver = new Receiver(200)) {
      Channel wanted =
          new Channel()
              .setId(UUID.randomUUID().toString())
              .setType("web_hook")
              .setAddress(receiver.url());
      Channel channel = client.events().watch("primary", wanted).execute();
      assertThat(receiver.calls()).hasSize(1);
      assertThat(channel.getExpiration()).isGreaterThan(System.currentTimeMillis());
    }
  }

  @Test
  @DisplayName("google-calendar.md §7.18: the quota of who calls, or of who is named, runs out")
  void quotasRunOut() throws IOException {
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 2, "as429", 1)));
    client.events().list("primary").execute();
    client.events().list("primary").execute();
    GoogleJsonResponseException refused = refusal(() -> client.events().list("primary").execute());
    assertThat(refused.getStatusCode()).isEqualTo(429);
    client.events().list("primary").setQuotaUser("tenant").execute();
    google.advance(java.time.Duration.ofMinutes(1));
    client.events().list("primary").execute();
  }

  @Test
  @DisplayName("google-calendar.md §7.18: quotaExceeded stops writing and not reading")
  void usageLimitsStopWriting() throws IOException {
    google.control("/users/" + ADA + "/usage-limits", Map.of("seconds", 3600));
    GoogleJsonResponseException refused =
        refusal(() -> client.events().insert("primary", lunch()).execute());
    assertThat(refused.getDetails().getErrors().getFirst().getReason()).isEqualTo("quotaExceeded");
    assertThat(client.events().list("primary").execute().getItems()).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.19: 500, a page of HTML, half an answer")
  void answersThatAreNone() throws IOException {
    google.control("/faults", Map.of("match", "events.list", "status", 500));
    assertThat(refusal(() -> client.events().list("primary").execute()).getDetails().getMessage())
        .isEqualTo("Backend Error");
    google.control("/faults", Map.of("match", "events.list", "status", 503, "html", true));
    assertThatExceptionOfType(HttpResponseException.class)
        .isThrownBy(() -> client.events().list("primary").execute())
        .satisfies(page -> assertThat(page.getContent()).contains("<!DOCTYPE html>"));
    google.control("/faults", Map.of("match", "events.insert", "truncate", true));
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> client.events().insert("primary", lunch()).execute())
        .isNotInstanceOf(GoogleJsonResponseException.class);
    assertThat(client.events().list("primary").execute().getItems()).hasSize(1);
    google.control("/faults", Map.of("match", "events.list", "delayMillis", 300));
    long start = System.nanoTime();
    client.events().list("primary").execute();
    assertThat(System.nanoTime() - start).isGreaterThan(300_000_000);
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
    Calendar reader = client(google.accessToken(GRACE));
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
  @DisplayName("google-calendar.md §7.22: a setting that does not exist is refused by name")
  void anUnknownSettingIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> google.control("/behaviour", Map.of("reading", Map.of("shrtPages", 1))))
        .withMessageContaining("shrtPages");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> google.control("/pushes", Map.of("drop", 7)))
        .withMessageContaining("400");
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

  private static Event lunch() {
    return new Event()
        .setSummary("Lunch")
        .setStart(new EventDateTime().setDateTime(new DateTime("2026-03-02T12:00:00+01:00")))
        .setEnd(new EventDateTime().setDateTime(new DateTime("2026-03-02T13:00:00+01:00")));
  }

  private static GoogleJsonResponseException refusal(ThrowingSupplier<?> call) {
    try {
      call.get();
    } catch (GoogleJsonResponseException refusal) {
      return refusal;
    } catch (Throwable e) {
      throw new AssertionError("no answer of Google's", e);
    }
    throw new AssertionError("not refused");
  }

  private Calendar client(String accessToken) {
    return new Calendar.Builder(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            request -> request.getHeaders().setAuthorization("Bearer " + accessToken))
        .setRootUrl(google.url() + "/")
        .setApplicationName("calsync-test")
        .build();
  }
}
