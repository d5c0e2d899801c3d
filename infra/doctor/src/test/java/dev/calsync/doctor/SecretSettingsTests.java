package dev.calsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.check.Result.Examined;
import dev.calsync.doctor.report.HumanReport;
import dev.calsync.doctor.report.JsonReport;
import dev.calsync.doctor.report.Report;
import dev.calsync.doctor.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSettingsTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CALSYNC_GOOGLE_CLIENT_SECRET | the-secret",
        "CALSYNC_INTERNAL_SECRET | the-secret",
        "CALSYNC_INTERNAL_SECRET | the-secret, other",
        "CALSYNC_CHANNEL_TOKEN_KEYS | one:the-secret,two:other",
        "SPRING_DATASOURCE_PASSWORD | the-secret",
        "SPRING_DATASOURCE_URL | jdbc:postgresql://d/c?ssl=true&password=the-secret&a=b",
        "SPRING_KAFKA_SSL_TRUST_STORE_PASSWORD | the-secret",
        "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG | Module required password=\"the-secret\";"
      })
  void noSettingThatIsSecretIsPrintedWhereverItTurnsUp(String variable, String value) {
    var secrets = SecretSettings.of(new Settings(Map.of(), Map.of(variable, value)));
    var finding = new Fine("refused 'the-secret' of " + value);
    var report =
        new Report(Instant.EPOCH, List.of(new Examined("a", Duration.ZERO, List.of(finding))));

    assertThat(HumanReport.of(report, secrets)).doesNotContain("the-secret");
    assertThat(JsonReport.of(report, secrets)).doesNotContain("the-secret");
  }
}
