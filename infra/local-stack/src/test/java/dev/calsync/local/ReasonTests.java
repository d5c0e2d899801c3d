package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.validation.annotation.Validated;

class ReasonTests {
  /** Of the wrong type, out of bounds, refused by the settings themselves. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.parts.edits=perhaps   | example.parts.edits: Invalid boolean value 'perhaps'
          example.parts.per-minute=-5   | example.parts.per-minute: '-5' must be greater than
          example.parts.lease=PT1S      | calsync.parts.lease: PT1S (expected: more)
          """)
  void aSettingThatIsWrongIsNamed(String setting, String reason) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
        .withUserConfiguration(Parts.class)
        .withPropertyValues(setting)
        .run(context -> {
          Throwable failure = Objects.requireNonNull(context.getStartupFailure());
          assertThat(Reason.of(failure)).startsWith(reason);
        });
  }

  @Test
  void whateverElseGoesWrongIsToldByItsDeepestCause() {
    Throwable deep = new IllegalStateException("around", new ArithmeticException("by\nzero"));

    assertThat(Reason.of(deep)).isEqualTo("by (ArithmeticException)");
    assertThat(Reason.of(catchThrowable(List.of()::getFirst))).endsWith("(NoSuchElementException)");
  }

  @EnableConfigurationProperties(PartSettings.class)
  static class Parts {}

  @ConfigurationProperties("example.parts")
  @Validated
  record PartSettings(
      @DefaultValue("true") boolean edits,
      @DefaultValue("5") @Min(1) int perMinute,
      @DefaultValue("60s") Duration lease) {
    PartSettings {
      if (lease.toSeconds() < 30) {
        throw new IllegalArgumentException("calsync.parts.lease: " + lease + " (expected: more)");
      }
    }
  }
}
