package dev.calsync.channel.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody is signed in.
 *
 * @param maxAge at most, however active they are
 */
@ConfigurationProperties("calsync.session")
record SessionSettings(@DefaultValue("30d") Duration maxAge) {
  private static final Duration LEAST = Duration.ofMinutes(1);

  SessionSettings {
    if (maxAge.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "calsync.session.max-age: %s (expected: at least 1m)".formatted(maxAge));
    }
  }
}
