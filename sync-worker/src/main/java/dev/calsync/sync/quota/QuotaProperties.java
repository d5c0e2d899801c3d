package dev.calsync.sync.quota;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What Google allows, and what of it the workers use.
 *
 * @param projectPerMinute calls in a sliding minute for the whole project
 * @param accountPerMinute calls in a sliding minute for one account
 * @param share the workers' part of both; the rest is the channel manager's
 * @param perDay calls in a day; half of the workers' part may be safety polls
 * @param writeStop how long an account's writes rest after Google's {@code quotaExceeded}
 * @param turnsPerAccount turns at once that one account's calendars take in one worker
 */
@ConfigurationProperties("calsync.quota")
@Validated
public record QuotaProperties(
    @DefaultValue("10000") @Min(60) @Max(1_000_000_000) int projectPerMinute,
    @DefaultValue("600") @Min(60) @Max(1_000_000_000) int accountPerMinute,
    @DefaultValue("0.85") @DecimalMin("0.1") @DecimalMax("1") double share,
    @DefaultValue("1000000") @Min(1_000) @Max(1_000_000_000_000L) long perDay,
    @DefaultValue("6h") Duration writeStop,
    @DefaultValue("4") @Min(1) @Max(10_000) int turnsPerAccount) {

  public QuotaProperties {
    if (writeStop.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "calsync.quota.write-stop: %s (expected: at least PT1S)".formatted(writeStop));
    }
  }

  Bucket project() {
    return Bucket.of(projectPerMinute * share);
  }

  Bucket account() {
    return Bucket.of(accountPerMinute * share);
  }

  /** How far apart an account's calendars may follow each other for ever. */
  public Duration accountPace() {
    return Duration.ofNanos((long) (1e9 / account().perSecond()));
  }

  /** What a day has for safety polls. */
  public double pollsPerDay() {
    return perDay * share / 2;
  }
}
