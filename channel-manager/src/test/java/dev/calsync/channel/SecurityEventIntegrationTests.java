package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Google's security events as the simulated Google signs and sends them. */
class SecurityEventIntegrationTests extends SimulatedInstallation {
  private static final String GRACE = "grace@example.com";
  private final Browser grace = new Browser(HOME);
  private String account = "";

  @BeforeEach
  void signedIn() {
    control(
        "/risc/stream", Map.of("url", HOME + "/api/accounts/risc", "audience", "calsync-local"));
    assertThat(signIn(grace, GRACE)).isEqualTo(HOME + "/");
    account = json(grace.get("/api/accounts")).at("/accounts/0/id").asString();
  }

  @Test
  void whoTakesBackAtGoogleWhatWasAllowedIsParkedAtOnce() {
    control("/users/" + GRACE + "/revoke", Map.of());
    await().untilAsserted(() -> assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION"));
    assertThat(grace.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(accessToken(account).statusCode()).isEqualTo(409);
  }

  @Test
  void anAccountIsParkedWhileGoogleHasDisabledItHoweverOftenItSaysSo() {
    assertThat(send("account-disabled", 3)).allSatisfy(SecurityEventIntegrationTests::isAccepted);
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(send("account-enabled", 1)).allSatisfy(SecurityEventIntegrationTests::isAccepted);
    assertThat(state()).isEqualTo("CONNECTED");
    assertThat(accessToken(account).statusCode()).isEqualTo(200);
  }

  @Test
  void sessionsThatGoogleRevokesEndHereToo() {
    assertThat(send("sessions-revoked", 1)).allSatisfy(SecurityEventIntegrationTests::isAccepted);
    assertThat(grace.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(accessToken(account).statusCode()).isEqualTo(200);
  }

  @Test
  void aVerificationIsAccepted() {
    assertThat(send("verification", 1)).allSatisfy(SecurityEventIntegrationTests::isAccepted);
  }

  private static JsonNode send(String type, int copies) {
    return control("/risc/events", Map.of("email", GRACE, "type", type, "copies", copies));
  }

  private static void isAccepted(JsonNode delivery) {
    assertThat(delivery.path("status").asInt()).isEqualTo(202);
  }

  private String state() {
    return jdbc.sql("select state from channel.account where account_id = cast(:id as uuid)")
        .param("id", account)
        .query(String.class)
        .single();
  }
}
