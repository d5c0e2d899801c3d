package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.google.GoogleFault.Answer;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of Google's error guide, and what developers report beyond it. */
class GoogleFaultTests {
  @ParameterizedTest
  @CsvSource({
    "400, invalid, Invalid sync token value., LIST_SINCE_TOKEN, TokenDead",
    "400, invalid, Invalid page token value., LIST_ALL, TokenDead",
    "400, invalid, Invalid start time., WRITE, Refused",
    "401, authError, Invalid Credentials, LIST_ALL, Unauthorized",
    "403, rateLimitExceeded, Rate Limit Exceeded, LIST_ALL, RateLimited",
    "403, userRateLimitExceeded, User Rate Limit Exceeded, WRITE, RateLimited",
    "429, rateLimitExceeded, Rate Limit Exceeded, LIST_ALL, RateLimited",
    "403, quotaExceeded, Calendar usage limits exceeded., WRITE, QuotaExceeded",
    "403, forbiddenForNonOrganizer, Shared properties…, WRITE_IF_MATCH, Refused",
    "403, forbidden, Forbidden, LIST_SINCE_TOKEN, AccessLost",
    "403, insufficientPermissions, Insufficient Permission, READ, AccessLost",
    "403, notACalendarUser, The user must be signed up, LIST_ALL, AccessLost",
    "403, requiredAccessLevel, Forbidden, LIST_ALL, AccessLost",
    "403, requiredAccessLevel, Forbidden, WRITE, Refused",
    "403, accessNotConfigured, Access Not Configured., LIST_SINCE_TOKEN, Forbidden",
    "403, , , LIST_ALL, Forbidden",
    "403, , , READ, Forbidden",
    "403, , , WRITE, Refused",
    "404, notFound, Not Found, LIST_ALL, NotFound",
    "409, duplicate, The requested identifier already exists., WRITE, AlreadyExists",
    "410, fullSyncRequired, Sync token is no longer valid, LIST_SINCE_TOKEN, TokenDead",
    "410, , , LIST_SINCE_TOKEN, TokenDead",
    "410, deleted, Resource has been deleted, WRITE_IF_MATCH, AlreadyGone",
    "412, conditionNotMet, Precondition Failed, WRITE_IF_MATCH, Stale",
    "412, , Precondition check failed., LIST_ALL, Transient",
    "500, backendError, Backend Error, LIST_ALL, Transient",
    "503, , , LIST_ALL, Transient",
    "418, , , LIST_ALL, Refused"
  })
  @KnownBug(Complaint.QUOTA_STORM)
  void aRefusalMeansWhatItsReasonSays(
      int status, String reason, String message, Call call, String meaning) {
    GoogleFault fault = GoogleFault.of(new Answer(status, reason, message, null), call);

    assertThat(fault.getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void theTimeGoogleAsksForIsPassedOn() {
    var answer = new Answer(429, "rateLimitExceeded", "…", Duration.ofSeconds(30));

    assertThat(GoogleFault.of(answer, Call.LIST_ALL))
        .isEqualTo(
            new GoogleFault.RateLimited("429 rateLimitExceeded: …", Duration.ofSeconds(30), false));
  }

  @Test
  void aLongMessageIsCut() {
    var answer = new Answer(400, "invalid", "x".repeat(10_000), null);

    assertThat(GoogleFault.of(answer, Call.WRITE).reason()).hasSizeLessThan(300);
  }
}
