package dev.calsync.sync.google;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After} (RFC 9110 §10.2.3) in seconds; its other form, a date, is let be.
 */
final class RetryAfter {
  private RetryAfter() {}

  static @Nullable Duration parse(@Nullable String value) {
    return value != null && value.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }
}
