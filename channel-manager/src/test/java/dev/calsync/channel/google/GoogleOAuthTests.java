package dev.calsync.channel.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Refresh and revoke at an issuer that does not offer all that Google does. */
class GoogleOAuthTests {
  private static final String ISSUER = "http://localhost:8090";

  private final GoogleOAuth oauth = at("{\"issuer\":\"" + ISSUER + "\"}");

  @Test
  void whereNobodyTakesAGrantBackItCountsAsGivenBack() {
    assertThatCode(() -> oauth.revoke("1//canary")).doesNotThrowAnyException();
  }

  @Test
  void anIssuerWithoutATokenEndpointIsAFaultThatIsNamed() {
    assertThatThrownBy(() -> oauth.refresh("1//canary"))
        .isInstanceOfSatisfying(
            GoogleFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(GoogleFault.Kind.TRANSIENT))
        .hasMessageContaining("token_endpoint");
  }

  /** Where every request but that for the discovery document fails. */
  private static GoogleOAuth at(String document) {
    RestClient.Builder builder = RestClient.builder();
    MockRestServiceServer.bindTo(builder)
        .build()
        .expect(ExpectedCount.manyTimes(), requestTo(ISSUER + "/.well-known/openid-configuration"))
        .andRespond(withSuccess(document, MediaType.APPLICATION_JSON));
    RestClient http = builder.build();
    var here = URI.create(ISSUER);
    var settings =
        new GoogleSettings(
            "client", "secret", null, here, here, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new GoogleOAuth(
        http,
        new GoogleProvider(http, settings),
        settings,
        new ClientSecrets(settings),
        JsonMapper.shared());
  }
}
