package dev.calsync.simulator.oauth;

import java.time.Duration;

/**
 * How the authorization server behaves; may be changed while it runs.
 *
 * @param accessTokenLife how long access tokens really are good
 * @param expiresInSkew what {@code expires_in} says beyond that; negative says less
 * @param testing whether the app is in testing: refresh tokens issued now die after seven days
 * @param rotates whether a refresh brings a new refresh token beside the old one
 */
public record OAuthBehaviour(
    Duration accessTokenLife, Duration expiresInSkew, boolean testing, boolean rotates) {
  public static final OAuthBehaviour USUAL =
      new OAuthBehaviour(Duration.ofSeconds(3599), Duration.ZERO, false, false);

  public OAuthBehaviour {
    if (!accessTokenLife.isPositive()) {
      throw new IllegalArgumentException(
          "accessTokenLife: " + accessTokenLife + " (expected: positive)");
    }
  }
}
