package dev.calsync.channel.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Google's error answers, as reported by those who met them (google-calendar.md §2.2, §4.3). */
class GoogleFaultsTests {
  @ParameterizedTest
  @CsvSource({
    "400, pushNotSupportedForRequestedResource, NOT_WATCHABLE",
    "400, push.pushNotSupportedForRequestedResource, NOT_WATCHABLE",
    "401, push.webhookUrlUnauthorized, ADDRESS_REFUSED",
    "403, push.webhookUrlUnauthorized, ADDRESS_REFUSED",
    "400, push.webhookUrlNotHttps, ADDRESS_REFUSED",
    "401, authError, UNAUTHORIZED",
    "403, notACalendarUser, FORBIDDEN",
    "403, insufficientPermissions, FORBIDDEN",
    "403, rateLimitExceeded, RATE_LIMITED",
    "403, userRateLimitExceeded, RATE_LIMITED",
    "403, quotaExceeded, RATE_LIMITED",
    "429, rateLimitExceeded, RATE_LIMITED",
    "404, notFound, NOT_FOUND",
    "410, deleted, NOT_FOUND",
    "400, channelIdNotUnique, TRANSIENT",
    "500, backendError, TRANSIENT",
    "503, '', TRANSIENT"
  })
  void anErrorSaysWhatToDoAboutIt(int status, String reason, Kind kind) {
    assertThat(GoogleFaults.kind(status, reason)).isEqualTo(kind);
  }

  @Test
  void retryAfterIsReadInSecondsAndElseIgnored() {
    assertThat(GoogleFaults.retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(GoogleFaults.retryAfter("Wed, 21 Oct 2026 07:28:00 GMT")).isNull();
    assertThat(GoogleFaults.retryAfter(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"1714380331000\"", "1714380331000"})
  @KnownBug(Complaint.EXPIRY_IN_WRONG_UNIT)
  void theExpirationIsReadAsStringAndAsNumber(String expiration) throws GoogleFault {
    String answer = "{\"resourceId\":\"r\",\"expiration\":" + expiration + "}";
    Watched watched = Watched.read(answer, JsonMapper.shared());
    assertThat(watched.expiration()).hasToString("2024-04-29T08:45:31Z");
  }
}
