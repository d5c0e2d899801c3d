package dev.calsync.simulator.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Whether who redeems a code is who asked for it (RFC 7636). */
final class Pkce {
  private Pkce() {}

  static void check(AuthorizationRequest request, @Nullable String verifier) {
    String challenge = request.codeChallenge();
    if (challenge == null) {
      return;
    }
    if (verifier == null) {
      throw new OAuthError(400, "invalid_grant", "Missing code verifier.");
    }
    String shown = request.codeChallengeMethod().equals("S256") ? sha256(verifier) : verifier;
    if (!shown.equals(challenge)) {
      throw new OAuthError(400, "invalid_grant", "Invalid code verifier.");
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
