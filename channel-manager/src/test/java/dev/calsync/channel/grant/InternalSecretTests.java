package dev.calsync.channel.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.model.DerivedSecret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Workers that still derive their secret from the client's previous one are let in. */
class InternalSecretTests {
  private static final URI HERE = URI.create("http://localhost:8090");

  @ParameterizedTest
  @CsvSource({"new, true", "old, true", "other, false"})
  void bothClientSecretsLeadToOneThatIsAccepted(String clientSecret, boolean accepted) {
    assertThat(isAccepted(null, DerivedSecret.internal(clientSecret))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"new, true", "old, true", "other, false", "'new, old', false"})
  void ofSeveralThatAreSetEachIsAcceptedWhileTheyAreRotated(String shown, boolean accepted) {
    assertThat(isAccepted("new, old", shown)).isEqualTo(accepted);
  }

  @Test
  void whereOneIsSetTheDerivedOneIsNotAccepted() {
    assertThat(isAccepted("new", DerivedSecret.internal("new"))).isFalse();
  }

  private static boolean isAccepted(@Nullable String set, String shown) {
    var google =
        new GoogleSettings("client", "new", "old", HERE, HERE, Duration.ZERO, Duration.ZERO);
    var request = new MockHttpServletRequest();
    request.addHeader("Authorization", "Bearer " + shown);
    return new InternalSecret(new InternalSettings(set), google).isShownBy(request);
  }
}
