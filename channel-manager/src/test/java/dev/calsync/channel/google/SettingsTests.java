package dev.calsync.channel.google;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong setting is named. */
class SettingsTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://calendar.example.com",
        "http://localhost:8090",
        "http://127.0.0.1:8090/",
        "http://127.1.2.3",
        "http://[::1]:8090"
      })
  void addressesThatKeepSecretsAreTaken(String address) {
    assertThatCode(() -> SafeAddress.check("calsync.x", URI.create(address)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://calendar.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "ftp://localhost",
        "localhost:8090",
        "//localhost",
        "/path"
      })
  void addressesThatDoNotAreRefusedByName(String address) {
    assertThatThrownBy(() -> SafeAddress.check("calsync.x", URI.create(address)))
        .hasMessageContaining("calsync.x");
  }

  @Test
  void aMissingClientIdIsNamed() {
    assertThatThrownBy(() -> settings(null, "secret"))
        .hasMessageContaining("calsync.google.client-id")
        .hasMessageContaining("CALSYNC_GOOGLE_CLIENT_ID");
  }

  @Test
  void aMissingClientSecretIsNamed() {
    assertThatThrownBy(() -> settings("client", " "))
        .hasMessageContaining("calsync.google.client-secret");
  }

  @SuppressWarnings("NullAway") // what the binder does with a setting that is not there
  private static GoogleSettings settings(@Nullable String id, @Nullable String secret) {
    var here = URI.create("http://localhost:8090");
    return new GoogleSettings(id, secret, null, here, here, Duration.ZERO, Duration.ZERO);
  }
}
