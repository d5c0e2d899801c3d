package dev.calsync.sync.google;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one event may be.
 *
 * @param eventBytes the largest event taken in. A record of a change holds an event and its old
 *     values, at most twice this, and has to stay under what Kafka takes, one megabyte unless
 *     producer and broker are told otherwise
 */
@ConfigurationProperties("calsync.sync")
public record EventLimits(@DefaultValue("400KB") DataSize eventBytes) {
  private static final DataSize LEAST = DataSize.ofKilobytes(16);
  private static final DataSize MOST = DataSize.ofMegabytes(16);

  public EventLimits {
    if (eventBytes.compareTo(LEAST) < 0 || eventBytes.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "calsync.sync.event-bytes: %s (expected: %s to %s)".formatted(eventBytes, LEAST, MOST));
    }
  }

  int bytes() {
    return (int) eventBytes.toBytes();
  }
}
