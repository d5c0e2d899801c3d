package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.model.DerivedSecret;
import dev.calsync.model.InternalSecrets;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the other services of this installation from everybody else. */
@Component
public final class InternalSecret {
  private final List<byte[]> accepted;

  InternalSecret(InternalSettings settings, GoogleSettings google) {
    List<String> own = InternalSecrets.of(settings.secret());
    List<String> known =
        own.isEmpty() ? google.clientSecrets().stream().map(DerivedSecret::internal).toList() : own;
    this.accepted =
        known.stream().map(one -> ("Bearer " + one).getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Whether a request shows the secret; takes the same time whatever it shows. */
  public boolean isShownBy(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    if (shown == null) {
      return false;
    }
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    boolean one = false;
    for (byte[] expected : accepted) {
      one |= MessageDigest.isEqual(expected, bytes);
    }
    return one;
  }
}
