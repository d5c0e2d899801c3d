package dev.calsync.channel.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.google.GoogleSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right to refresh, and how long it is held. */
class RefreshLeaseTests {
  @ParameterizedTest
  @CsvSource({"3, 10", "1, 60"})
  void aLeaseOutlivesTheSlowestDiscoveryAndRefresh(int connect, int read) {
    var here = URI.create("http://localhost:8090");
    var settings =
        new GoogleSettings(
            "client",
            "secret",
            null,
            here,
            here,
            Duration.ofSeconds(connect),
            Duration.ofSeconds(read));
    assertThat(AccessTokens.lease(settings))
        .isGreaterThan(Duration.ofSeconds(2L * (connect + read)));
  }
}
