package dev.calsync.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of an installation that sets none of its own, derived from one that its services
 * share anyway, the OAuth client's (HMAC as a key derivation function, NIST SP 800-108).
 */
public final class DerivedSecret {
  private static final String ALGORITHM = "HmacSHA256";

  private DerivedSecret() {}

  /** What sync-worker shows channel-manager when it asks for an access token. */
  public static String internal(String clientSecret) {
    return HexFormat.of().formatHex(of(clientSecret, "calsync internal v1"));
  }

  /** 32 bytes for one purpose; they say nothing of those for another. */
  static byte[] of(String clientSecret, String purpose) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
