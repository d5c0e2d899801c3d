package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Google is asked to call. */
class WatchSettingsTests {
  @ParameterizedTest
  @CsvSource({
    "https://calsync.example.com, https://calsync.example.com/api/calendar/webhook",
    "https://calsync.example.com/, https://calsync.example.com/api/calendar/webhook",
    "https://calsync.example.com/hooks/google, https://calsync.example.com/hooks/google",
    "http://localhost:8081, http://localhost:8081/api/calendar/webhook"
  })
  void anAddressWithoutAPathMeansOurWebhook(String setting, URI address) {
    assertThat(settings(setting).webhookUrl()).isEqualTo(address);
  }

  @Test
  void anEmptyAddressMeansNone() {
    assertThat(settings("").webhookUrl()).isNull();
  }

  @Test
  void aPlainHttpAddressIsRefusedByName() {
    assertThatThrownBy(() -> settings("http://calsync.example.com"))
        .hasMessageContaining("calsync.webhook-url");
  }

  @ParameterizedTest
  @CsvSource({
    "PT59S, 8, 600, 70, ttl",
    "P7D, 0, 600, 70, permits",
    "P7D, 8, 0, 70, calls-per-minute",
    "P7D, 8, 600, 0, account-calls-per-minute"
  })
  void aTermThatCannotBeIsRefusedByName(
      Duration ttl, int permits, int calls, int ofAnAccount, String name) {
    assertThatThrownBy(() -> new WatchSettings.Terms(ttl, permits, calls, ofAnAccount))
        .hasMessageStartingWith("calsync.watch." + name + ": ");
  }

  private static WatchSettings settings(String webhookUrl) {
    return new WatchSettings(
        URI.create(webhookUrl),
        new WatchSettings.Keys(null),
        new WatchSettings.Terms(Duration.ofDays(7), 8, 600, 70));
  }
}
