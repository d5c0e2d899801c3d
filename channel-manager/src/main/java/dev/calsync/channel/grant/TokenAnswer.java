package dev.calsync.channel.grant;

import java.time.Duration;
import java.time.Instant;

/** What asking for an account's access token can come to. */
public sealed interface TokenAnswer {
  /**
   * A token that still holds for a while.
   *
   * @param version grows with each refresh; name it when Google rejects the token
   */
  record AccessToken(String value, Instant expiresAt, long version) implements TokenAnswer {
    /** Shows nothing of the token. */
    @Override
    public String toString() {
      return "AccessToken[version=" + version + ", expiresAt=" + expiresAt + "]";
    }
  }

  /** The grant is dead until the account's owner signs in again. */
  record NeedsReauthorization(String reason) implements TokenAnswer {}

  /** No such account, or not any more. */
  record UnknownAccount() implements TokenAnswer {}

  /** Google's token endpoint does not answer now. */
  record Unavailable(String reason, Duration retryAfter) implements TokenAnswer {}
}
