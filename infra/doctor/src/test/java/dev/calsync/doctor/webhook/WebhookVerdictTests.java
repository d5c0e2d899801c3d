package dev.calsync.doctor.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.setting.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookVerdictTests {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Address ADDRESS =
      Address.of("https://calsync.example.com/api/calendar/webhook").orElseThrow();

  @Test
  void refusalThatOnlyIngressGivesIsFine() {
    assertThat(WebhookVerdict.of(ADDRESS, refusal(Duration.ofMillis(20), 90)))
        .singleElement()
        .isInstanceOf(Fine.class);
  }

  @Test
  void certificateThatEndsSoonIsDoubtful() {
    assertThat(WebhookVerdict.of(ADDRESS, refusal(Duration.ofMillis(20), 5)))
        .element(1)
        .isInstanceOfSatisfying(
            Doubtful.class,
            finding ->
                assertThat(finding.fix())
                    .isEqualTo("renew the certificate of calsync.example.com"));
  }

  @Test
  void answerThatTakesSecondsIsDoubtful() {
    assertThat(WebhookVerdict.of(ADDRESS, refusal(Duration.ofSeconds(4), 90)))
        .element(1)
        .extracting(each -> ((Doubtful) each).code())
        .isEqualTo("webhook-slow");
  }

  @Test
  void redirectIsToldWithoutItsQuery() {
    Answered answer =
        answer(302, Map.of("location", List.of("https://login.example.com/?ticket=s3cret")));

    Finding finding = WebhookVerdict.of(ADDRESS, answer).getFirst();

    assertThat(finding).isInstanceOf(Broken.class);
    assertThat(finding.found()).contains("https://login.example.com/").doesNotContain("s3cret");
  }

  @Test
  void tooManyRefusedCallsAreNoVerdict() {
    assertThat(WebhookVerdict.of(ADDRESS, answer(429, Map.of())))
        .singleElement()
        .isInstanceOf(Doubtful.class);
  }

  private static Answered refusal(Duration took, int certificateDays) {
    return new Answered(
        401,
        Map.of("www-authenticate", List.of("X-Goog-Channel-Token")),
        "",
        NOW,
        took,
        NOW.plus(Duration.ofDays(certificateDays)));
  }

  private static Answered answer(int status, Map<String, List<String>> headers) {
    return new Answered(status, headers, "", NOW, Duration.ofMillis(5), null);
  }
}
