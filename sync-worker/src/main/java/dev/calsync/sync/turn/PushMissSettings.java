package dev.calsync.sync.turn;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When Google's pushes are no longer relied upon.
 *
 * @param pushMisses so many polls in a row that found what no push had announced
 * @param pushGrace how late a push may be before the poll that was faster counts
 */
@ConfigurationProperties("calsync.sync")
record PushMissSettings(@DefaultValue("3") int pushMisses, @DefaultValue("2m") Duration pushGrace) {
  PushMissSettings {
    if (pushMisses < 1 || pushMisses > 1_000) {
      throw new IllegalArgumentException(
          "calsync.sync.push-misses: %d (expected: 1 to 1000)".formatted(pushMisses));
    }
    if (pushGrace.isNegative()) {
      throw new IllegalArgumentException(
          "calsync.sync.push-grace: %s (expected: zero or more)".formatted(pushGrace));
    }
  }
}
