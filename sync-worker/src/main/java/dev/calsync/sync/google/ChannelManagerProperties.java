package dev.calsync.sync.google;

import dev.calsync.model.DerivedSecret;
import dev.calsync.model.InternalSecrets;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the channel manager is asked for access tokens.
 *
 * @param internal the secret shared with it; of several, while it is replaced, the first is shown
 */
@ConfigurationProperties("calsync")
record ChannelManagerProperties(
    @DefaultValue("http://localhost:8083") URI channelManagerUrl,
    @DefaultValue Internal internal,
    @DefaultValue OauthClient google) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  ChannelManagerProperties {
    String scheme = String.valueOf(channelManagerUrl.getScheme());
    if (channelManagerUrl.getHost() == null || !SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException(
          "calsync.channel-manager-url: '%s' (expected: http:// or https:// and a host)"
              .formatted(channelManagerUrl));
    }
    if (internal.secrets().isEmpty() && google.clientSecret() == null) {
      throw new IllegalArgumentException(
          "calsync.internal.secret: not set (expected: the secret shared with the channel manager;"
              + " where calsync.google.client-secret is set it is derived from that)");
    }
  }

  URI url() {
    return channelManagerUrl;
  }

  String secret() {
    String clientSecret = google.clientSecret();
    if (!internal.secrets().isEmpty()) {
      return internal.secrets().getFirst();
    }
    if (clientSecret == null) {
      throw new IllegalStateException("checked at construction");
    }
    return DerivedSecret.internal(clientSecret);
  }

  /** A line left empty in a file of settings means that there is none. */
  private static @Nullable String orNone(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  record Internal(@Nullable String secret) {
    List<String> secrets() {
      return InternalSecrets.of(secret);
    }

    @Override
    public String toString() {
      return "Internal";
    }
  }

  record OauthClient(@Nullable String clientSecret) {
    OauthClient {
      clientSecret = orNone(clientSecret);
    }

    @Override
    public String toString() {
      return "OauthClient";
    }
  }
}
