package dev.calsync.channel.google;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who we are to Google, and where Google is.
 *
 * @param clientSecretPrevious the secret before this one, which is valid beside it for a while
 * @param readTimeout how long one answer of Google may take
 */
@ConfigurationProperties("calsync.google")
public record GoogleSettings(
    String clientId,
    String clientSecret,
    @Nullable String clientSecretPrevious,
    @DefaultValue("https://www.googleapis.com/") URI apiUrl,
    @DefaultValue("https://accounts.google.com") URI issuerUrl,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("10s") Duration readTimeout) {
  /** Checks that all is there and no secret travels in the open. */
  public GoogleSettings {
    required("client-id", "CLIENT_ID", clientId);
    required("client-secret", "CLIENT_SECRET", clientSecret);
    clientSecretPrevious =
        clientSecretPrevious == null || clientSecretPrevious.isBlank()
            ? null
            : clientSecretPrevious;
    SafeAddress.check("calsync.google.api-url", apiUrl);
    SafeAddress.check("calsync.google.issuer-url", issuerUrl);
  }

  /** How long one call may take, until it counts as failed. */
  public Duration longestCall() {
    return connectTimeout.plus(readTimeout);
  }

  /** The secrets to try, the present one first. */
  public List<String> clientSecrets() {
    return clientSecretPrevious == null
        ? List.of(clientSecret)
        : List.of(clientSecret, clientSecretPrevious);
  }

  private static void required(String name, String variable, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "calsync.google.%s is not set (environment: CALSYNC_GOOGLE_%s)"
              .formatted(name, variable));
    }
  }

  /** Names the client; never shows its secret. */
  @Override
  public String toString() {
    return "GoogleSettings[" + clientId + ", " + apiUrl + ", " + issuerUrl + "]";
  }
}
