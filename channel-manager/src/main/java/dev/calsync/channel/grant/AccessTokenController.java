package dev.calsync.channel.grant;

import dev.calsync.channel.grant.TokenAnswer.AccessToken;
import dev.calsync.channel.grant.TokenAnswer.NeedsReauthorization;
import dev.calsync.channel.grant.TokenAnswer.Unavailable;
import dev.calsync.channel.grant.TokenAnswer.UnknownAccount;
import dev.calsync.model.AccountId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Hands access tokens to the sync worker. Never routed from outside. */
@RestController
final class AccessTokenController {
  private static final URI NEEDS_REAUTHORIZATION = URI.create("urn:calsync:needs-reauthorization");

  private final AccessTokens tokens;

  AccessTokenController(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @PostMapping("/internal/accounts/{accountId}/access-token")
  ResponseEntity<?> accessToken(
      @PathVariable String accountId, @RequestBody(required = false) @Nullable Asked asked) {
    AccountId account;
    try {
      account = AccountId.of(accountId);
    } catch (IllegalArgumentException _) {
      return problem(HttpStatus.NOT_FOUND, "no such account");
    }
    return switch (tokens.get(account, asked == null ? null : asked.rejectedVersion())) {
      case AccessToken(var value, var expiresAt, var version) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .body(new Given(value, expiresAt, version));
      case UnknownAccount _ -> problem(HttpStatus.NOT_FOUND, "no such account");
      case NeedsReauthorization(var reason) -> {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, reason);
        problem.setType(NEEDS_REAUTHORIZATION);
        yield ResponseEntity.of(problem).build();
      }
      case Unavailable(var reason, var after) ->
          ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
              .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds())))
              .body(
                  ProblemDetail.forStatusAndDetail(
                      HttpStatus.SERVICE_UNAVAILABLE, "no access token now: " + reason));
    };
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
    return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail)).build();
  }

  /**
   * What is asked for.
   *
   * @param rejectedVersion the version of a token that Google answered 401 to, if one was
   */
  record Asked(@Nullable Long rejectedVersion) {}

  /** What is given. */
  record Given(String accessToken, Instant expiresAt, long version) {
    /** Shows nothing of the token. */
    @Override
    public String toString() {
      return "Given[version=" + version + "]";
    }
  }
}
