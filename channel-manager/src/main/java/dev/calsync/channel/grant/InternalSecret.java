package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Tells the other services of this installation from everybody else. */
@Component
public final class InternalSecret {
  private final byte[] expected;

  InternalSecret(InternalSettings settings, GoogleSettings google) {
    String secret = settings.secret();
    String own =
        secret == null || secret.isBlank() ? derivedFrom(google.clientSecret()) : secret.strip();
    this.expected = ("Bearer " + own).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a request shows the secret; takes the same time whatever it shows. */
  public boolean isShownBy(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    return shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8));
  }

  static String derivedFrom(String clientSecret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal("calsync internal v1".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
