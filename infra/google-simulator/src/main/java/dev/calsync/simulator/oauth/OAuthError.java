package dev.calsync.simulator.oauth;

import java.util.Map;

/** A refusal of the token endpoint (infra/docs/google-calendar.md §5.5). */
public final class OAuthError extends RuntimeException {
  private final int status;
  private final String error;

  public OAuthError(int status, String error, String description) {
    super(description);
    this.status = status;
    this.error = error;
  }

  static OAuthError badGrant() {
    return new OAuthError(400, "invalid_grant", "Bad Request");
  }

  static OAuthError revoked() {
    return new OAuthError(400, "invalid_grant", "Token has been expired or revoked.");
  }

  public int status() {
    return status;
  }

  public Map<String, Object> body() {
    return Map.of("error", error, "error_description", String.valueOf(getMessage()));
  }
}
