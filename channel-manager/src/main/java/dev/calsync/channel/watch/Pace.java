package dev.calsync.channel.watch;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How fast this process asks Google about channels: a storm of renewals, after an outage of ours,
 * leaves the project's quota to those who read calendars.
 */
@Component
final class Pace {
  /** What was saved up may be spent at once. */
  private static final Duration SAVED = Duration.ofSeconds(10);

  private final Bucket bucket;

  Pace(WatchSettings settings, Clock clock) {
    int perMinute = settings.watch().callsPerMinute();
    long capacity = Math.max(1, perMinute * SAVED.toSeconds() / Duration.ofMinutes(1).toSeconds());
    bucket =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(capacity)
                    .refillGreedy(perMinute, Duration.ofMinutes(1))
                    .build())
            .withCustomTimePrecision(meter(clock))
            .build();
  }

  /** How many calls may be made now. */
  int free() {
    return (int) Math.max(0, bucket.getAvailableTokens());
  }

  /** A call is made, whether there was one free or not: what is overdrawn is waited for later. */
  void spend() {
    bucket.consumeIgnoringRateLimits(1);
  }

  private static TimeMeter meter(Clock clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
