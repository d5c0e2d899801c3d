package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class GoogleTests {
  private static final String WEBHOOK = "http://localhost:8080/api/calendar/webhook";
  private static final Map<String, String> CLIENT =
      Map.of("CALSYNC_GOOGLE_CLIENT_ID", "id", "CALSYNC_GOOGLE_CLIENT_SECRET", "secret");

  @Test
  void withoutSettingsItIsSimulated() {
    assertThat(google(Map.of())).isEqualTo(new Google.Simulated(8090, WEBHOOK));
    assertThat(google(Map.of()).wiring())
        .containsEntry("calsync.google.api-url", "http://localhost:8090/")
        .containsEntry("calsync.google.issuer-url", "http://localhost:8090")
        .containsEntry("calsync.webhook-url", WEBHOOK);
  }

  @Test
  void aClientOfOnesOwnMeansTheRealOne() {
    assertThat(google(CLIENT)).isEqualTo(new Google.Real(false));
    assertThat(google(CLIENT).wiring()).isEmpty();
  }

  @Test
  void addressesMeanWhateverAnswersThere() {
    var settings =
        Map.of("CALSYNC_GOOGLE_API_URL", "http://g/", "CALSYNC_GOOGLE_ISSUER_URL", "http://g");
    assertThat(google(settings)).isEqualTo(new Google.Elsewhere("http://g", WEBHOOK));
  }

  @Test
  void theSimulatorDoesNotRunBesideAnother() {
    var settings = LocalSettings.of(new Lookup(new String[0], new Properties(), CLIENT));
    assertThat(settings.parts()).doesNotContain(Part.SIMULATOR);
  }

  @Test
  void halfASettingIsRefusedByTheNameOfTheOther() {
    assertThatThrownBy(() -> google(Map.of("CALSYNC_GOOGLE_CLIENT_ID", "id")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("CALSYNC_GOOGLE_CLIENT_SECRET is not");
  }

  private static Google google(Map<String, String> environment) {
    var lookup = new Lookup(new String[0], new Properties(), environment);
    return Google.chosen(lookup, 8090, WEBHOOK);
  }
}
