package dev.calsync.channel.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an account is kept.
 *
 * @param keepWithoutGrant for so long after its grant has ended; then it is disconnected, as its
 *     owner would do it
 */
@ConfigurationProperties("calsync.accounts")
record AccountSettings(@DefaultValue("90d") Duration keepWithoutGrant) {
  private static final Duration LEAST = Duration.ofDays(1);
  private static final Duration MOST = Duration.ofDays(3_650);

  AccountSettings {
    if (keepWithoutGrant.compareTo(LEAST) < 0 || keepWithoutGrant.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "calsync.accounts.keep-without-grant: %s (expected: 1d to 3650d)"
              .formatted(keepWithoutGrant));
    }
  }
}
