package dev.calsync.doctor.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTests {
  @Test
  void environmentIsReadUnderTheNamesOfTheServices() {
    var settings = new Settings(Map.of(), Map.of("CALSYNC_PUBLIC_URL", "https://a.example"));

    assertThat(settings.get(Setting.PUBLIC_URL)).isEqualTo("https://a.example");
    assertThat(settings.get(Setting.API_URL)).isEqualTo("https://www.googleapis.com/");
  }

  @Test
  void commandLineWinsOverTheEnvironment() {
    var settings =
        new Settings(
            Map.of("calsync.public-url", "https://b.example"),
            Map.of("CALSYNC_PUBLIC_URL", "https://a.example"));

    assertThat(settings.get(Setting.PUBLIC_URL)).isEqualTo("https://b.example");
  }

  @Test
  void emptyIsNotSet() {
    assertThat(new Settings(Map.of(), Map.of("CALSYNC_WEBHOOK_URL", " ")).find(Setting.WEBHOOK_URL))
        .isEmpty();
  }

  @Test
  void kafkasOwnSettingsKeepTheirNames() {
    var settings =
        new Settings(
            Map.of("spring.kafka.properties.sasl.mechanism", "PLAIN"),
            Map.of("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "module required;"));

    assertThat(settings.below("spring.kafka.properties"))
        .isEqualTo(Map.of("sasl.mechanism", "PLAIN", "sasl.jaas.config", "module required;"));
  }

  @Test
  void durationsAndSizesAreReadAsSpringReadsThem() {
    assertThat(Spans.duration("6h")).contains(Duration.ofHours(6));
    assertThat(Spans.duration("30")).contains(Duration.ofMillis(30));
    assertThat(Spans.duration("PT5M")).contains(Duration.ofMinutes(5));
    assertThat(Spans.duration("soon")).isEmpty();
    assertThat(Spans.bytes("400KB")).contains(409_600L);
    assertThat(Spans.bytes("a lot")).isEmpty();
  }

  @Test
  void webhookWithoutAPathGetsTheUsualOne() {
    var settings = new Settings(Map.of(), Map.of("CALSYNC_WEBHOOK_URL", "https://c.example/"));

    assertThat(AddressSettingsVerdict.webhookUrl(settings))
        .hasToString("Optional[https://c.example/api/calendar/webhook]");
  }

  @Test
  void webhookOnThisMachineIsOutOfReachForTheRealGoogle() {
    var settings = new Settings(Map.of(), Map.of("CALSYNC_WEBHOOK_URL", "http://localhost:8081"));

    assertThat(AddressSettingsVerdict.of(settings))
        .singleElement()
        .asString()
        .contains("webhook-on-loopback");
  }

  @Test
  void nothingSecretOfAnAddressIsShown() {
    assertThat(Address.of("https://ada:pw@a.example/x?token=1"))
        .hasToString("Optional[https://a.example/x]");
    assertThat(ServerSettingsVerdict.shown("jdbc:postgresql://d/c?user=a&password=pw"))
        .isEqualTo("jdbc:postgresql://d/c");
  }
}
