package dev.calsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** A wrong setting ends the start-up and is named; a right one is understood. */
class SettingsTests {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calsync.ingress.site-verification=1234.html        | calsync.ingress.site-verification",
        "calsync.ingress.site-verification=../google1.html  | calsync.ingress.site-verification",
        "calsync.ingress.site-verification=google1          | calsync.ingress.site-verification",
        "calsync.ingress.trusted-proxies=10.0.0.0/33        | calsync.ingress.trusted-proxies",
        "calsync.ingress.trusted-proxies=proxy.example      | calsync.ingress.trusted-proxies",
        "calsync.ingress.max-in-flight=0                    | maxInFlight",
        "calsync.ingress.answer-within=3s                   | answerWithin",
        "calsync.ingress.unauthenticated-burst=-1           | unauthenticatedBurst",
        "calsync.ingress.max-in-flight=many                 | calsync.ingress.max-in-flight",
        "calsync.topics.partitions=0                        | partitions",
        "calsync.channel-token.keys=nokey                   | calsync.channel-token.keys",
        "calsync.channel-token.keys=a:c2hvcnQ=              | calsync.channel-token.keys",
        "calsync.channel-token.keys=a:!!!                   | calsync.channel-token.keys"
      })
  void wrongSettingIsNamed(String setting, String named) {
    context
        .withPropertyValues("calsync.google.client-secret=secret", setting)
        .run(failed ->
            assertThat(messages(failed.getStartupFailure())).anyMatch(it -> it.contains(named)));
  }

  @Test
  void withoutAnyKeyBothSettingsAreNamed() {
    context
        .withPropertyValues("calsync.google.client-secret= ", "calsync.channel-token.keys=")
        .run(failed ->
            assertThat(NestedExceptionUtils.getRootCause(failed.getStartupFailure()))
                .hasMessageContaining("calsync.channel-token.keys")
                .hasMessageContaining("calsync.google.client-secret"));
  }

  @Test
  void keysAreNeverShown() {
    context
        .withPropertyValues(
            "calsync.google.client-secret=hush-hush",
            "calsync.channel-token.keys=" + GooglePush.KEYS)
        .run(started ->
            assertThat(started.getBean(IngressProperties.class).toString())
                .doesNotContain("hush-hush", "YmJi"));
  }

  @Test
  void blankSiteVerificationMeansNone() {
    context
        .withPropertyValues("calsync.google.client-secret=x", "calsync.ingress.site-verification=")
        .run(started ->
            assertThat(started.getBean(IngressProperties.class).ingress().siteVerification())
                .isNull());
  }

  private static List<String> messages(@Nullable Throwable failure) {
    var messages = new ArrayList<String>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.add(String.valueOf(cause));
    }
    return messages;
  }

  @EnableConfigurationProperties(IngressProperties.class)
  static class Settings {}
}
