package dev.calsync.ingress;

import dev.calsync.model.ChannelToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Settings; a wrong one ends the start-up and is named. */
@ConfigurationProperties("calsync")
@Validated
record IngressProperties(
    @DefaultValue Keys channelToken,
    @DefaultValue Google google,
    @Valid @DefaultValue Topics topics,
    @Valid @DefaultValue Ingress ingress) {
  IngressProperties {
    if (channelToken.keys() == null && google.clientSecret() == null) {
      throw new IllegalArgumentException(
          "neither calsync.channel-token.keys nor calsync.google.client-secret is set"
              + " (expected: one of them, the same as channel-manager has)");
    }
  }

  /** What tells Google's pushes from anybody else's. */
  ChannelToken tokens() {
    if (channelToken.keys() != null) {
      return new ChannelToken(ChannelToken.Key.parseAll(channelToken.keys()));
    }
    if (google.clientSecret() != null) {
      return new ChannelToken(
          ChannelToken.Key.derivedFrom(google.clientSecret(), google.clientSecretPrevious()));
    }
    throw new IllegalStateException("checked when the settings were read");
  }

  private static @Nullable String unlessBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /**
   * The channel token's keys.
   *
   * @param keys {@code id:base64,id:base64}; all of them verify
   */
  record Keys(@Nullable String keys) {
    Keys {
      keys = unlessBlank(keys);
      if (keys != null) {
        try {
          var _ = new ChannelToken(ChannelToken.Key.parseAll(keys));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("calsync.channel-token.keys: " + e.getMessage(), e);
        }
      }
    }

    @Override
    public String toString() {
      return "Keys[…]";
    }
  }

  /**
   * What we share with Google.
   *
   * @param clientSecret the channel token's key is derived from it where no key is set
   * @param clientSecretPrevious and a second one, which verifies, from this
   */
  record Google(@Nullable String clientSecret, @Nullable String clientSecretPrevious) {
    Google {
      clientSecret = unlessBlank(clientSecret);
      clientSecretPrevious = unlessBlank(clientSecretPrevious);
    }

    @Override
    public String toString() {
      return "Google[…]";
    }
  }

  /** How the topic is made, should it not exist. */
  record Topics(
      @Min(1) @DefaultValue("16") int partitions, @Min(1) @DefaultValue("1") short replication) {}

  /**
   * What is this service's own.
   *
   * @param siteVerification name of the file by which Google sees whose site this is
   * @param trustedProxies networks whose X-Forwarded-For is believed
   * @param maxInFlight notifications that may wait for Kafka at once; more are answered 503
   * @param answerWithin how long Kafka may take to acknowledge one
   * @param unauthenticatedBurst calls without a genuine token that one source may make at once
   * @param unauthenticatedPerSecond and how fast that many come back
   * @param slowRequestAfter a connection that in this time completed no request header is closed
   */
  record Ingress(
      @Nullable String siteVerification,
      @DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies,
      @Min(1) @DefaultValue("1000") int maxInFlight,
      @NotNull @DurationMin(millis = 100) @DurationMax(millis = 2_700) @DefaultValue("2s")
          Duration answerWithin,
      @Min(1) @DefaultValue("200") int unauthenticatedBurst,
      @Min(1) @DefaultValue("20") int unauthenticatedPerSecond,
      @NotNull @DurationMin(millis = 100) @DefaultValue("20s") Duration slowRequestAfter) {
    Ingress {
      siteVerification = unlessBlank(siteVerification);
      if (siteVerification != null
          && !siteVerification.matches("google[0-9A-Za-z_-]{1,64}\\.html")) {
        throw new IllegalArgumentException(
            "calsync.ingress.site-verification: '"
                + siteVerification
                + "' (expected: the file's name as Google gives it, such as google1234.html)");
      }
      try {
        var _ = new TrustedProxies(trustedProxies);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("calsync.ingress.trusted-proxies: " + e.getMessage(), e);
      }
    }
  }
}
