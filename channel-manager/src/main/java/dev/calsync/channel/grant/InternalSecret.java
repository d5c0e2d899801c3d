package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.model.DerivedSecret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** Tells the other services of this installation from everybody else. */
@Component
public final class InternalSecret {
  private final byte[] expected;

  InternalSecret(InternalSettings settings, GoogleSettings google) {
    String secret = settings.secret();
    String own =
        secret == null || secret.isBlank()
            ? DerivedSecret.internal(google.clientSecret())
            : secret.strip();
    this.expected = ("Bearer " + own).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a request shows the secret; takes the same time whatever it shows. */
  public boolean isShownBy(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    return shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8));
  }
}
