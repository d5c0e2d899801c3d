package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole way through the simulated Google: its pages, its calendars, its pushes. */
class SimulatedGoogleIntegrationTests extends SimulatedInstallation {
  @Test
  void adaSignsInHerCalendarsAreWatchedAndGooglePushesTokensThatVerify() {
    var ada = new Browser(HOME);
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    var account = json(ada.get("/api/accounts")).at("/accounts/0");
    assertThat(account.path("email").asString()).isEqualTo("ada@example.com");
    assertThat(account.path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(account.path("scopesMissing")).isEmpty();

    long since = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(activeChannels()).hasSizeGreaterThanOrEqualTo(2));
    System.out.printf(
        "first watched %d ms after the sign-in%n", (System.nanoTime() - since) / 1_000_000);
    var verifier = new ChannelToken(List.of(ChannelToken.Key.derivedFrom("calsync-local-secret")));
    await().untilAsserted(() -> assertThat(PUSHED.keySet()).containsAll(activeChannels()));
    for (ChannelId channel : activeChannels()) {
      assertThat(verifier.verify(channel, PUSHED.getOrDefault(channel, ""), Instant.now()))
          .isEqualTo(new ChannelToken.Genuine(calendarOf(channel)));
    }

    String id = account.path("id").asString();
    HttpResponse<String> token = accessToken(id);
    assertThat(token.statusCode()).isEqualTo(200);
    HttpRequest asWorker =
        HttpRequest.newBuilder(google("/calendar/v3/calendars/primary/events"))
            .header("Authorization", "Bearer " + json(token).path("accessToken").asString())
            .build();
    assertThat(ada.send(asWorker).statusCode()).isEqualTo(200);

    assertThat(ada.send("POST", "/logout", "").statusCode()).isEqualTo(204);
    byte[] held = refreshToken(id);
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    assertThat(refreshToken(id)).isEqualTo(held);

    revokeAtGoogle(json(token).path("accessToken").asString());
    expire(id);
    assertThat(accessToken(id).statusCode()).isEqualTo(409);
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("CONNECTED");
    assertThat(accessToken(id).statusCode()).isEqualTo(200);
  }
}
