package dev.calsync.channel.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.google.GoogleOAuth.Refreshed;
import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.channel.grant.Grants.Granted;
import dev.calsync.channel.grant.TokenAnswer.AccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends up in a log by accident is what toString gives. */
class SecretsStaySecretTests {
  private static final URI HERE = URI.create("http://localhost:8090");

  static Stream<Object> carriersOfSecrets() {
    return Stream.of(
        new AccessToken("canary", Instant.EPOCH, 1),
        new Granted("canary", "canary", Instant.EPOCH, null),
        new Refreshed("canary", 3600, "canary", "openid"),
        new AccessTokenController.Given("canary", Instant.EPOCH, 1),
        new InternalSettings("canary"),
        new GoogleSettings(
            "client", "canary", null, HERE, HERE, Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("carriersOfSecrets")
  void toStringShowsNoSecret(Object carrier) {
    assertThat(carrier.toString()).doesNotContain("canary");
  }
}
