package dev.calsync.sync;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker takes turns.
 *
 * @param permits turns at once in this process
 * @param lease how long a turn may go without a commit before others may take it over
 * @param debounce how long after a push a calendar waits for more of them
 * @param burst pushes a second from which on calls are saved: {@code quiet} and {@code calm} hold
 * @param quiet how long a calendar that was read a moment ago must have been without a push until
 *     it is read again; no shorter than {@code secondLook}, so that this needs no second look
 * @param calm how long after a reading that holds, and so the most it adds
 * @param secondLook how long after pushes that found less than they announced it is looked at once
 *     more
 * @param pollWatched how often a calendar is polled for which Google pushes
 * @param pollUnwatched how often one for which it does not
 * @param pageSize events asked for in one list call; Google allows 2,500
 * @param pageBytes the largest answer taken from Google
 * @param logRetention how long the change log is kept
 */
@ConfigurationProperties("calsync.sync")
@Validated
public record SyncProperties(
    @DefaultValue("64") @Min(1) @Max(10_000) int permits,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("30ms") Duration debounce,
    @DefaultValue("500") @Min(1) @Max(1_000_000) int burst,
    @DefaultValue("5s") Duration quiet,
    @DefaultValue("15s") Duration calm,
    @DefaultValue("5s") Duration secondLook,
    @DefaultValue("6h") Duration pollWatched,
    @DefaultValue("5m") Duration pollUnwatched,
    @DefaultValue("2500") @Min(1) @Max(2500) int pageSize,
    @DefaultValue("16MB") DataSize pageBytes,
    @DefaultValue("7d") Duration logRetention) {

  /** How long Kafka may take; longer than the producer's own delivery timeout of ten seconds. */
  public static final Duration SEND_LIMIT = Duration.ofSeconds(12);

  public SyncProperties {
    require("lease", lease, SEND_LIMIT.multipliedBy(3));
    require("debounce", debounce, Duration.ofMillis(1));
    require("quiet", quiet, debounce);
    require("calm", calm, Duration.ZERO);
    require("second-look", secondLook, Duration.ofMillis(100));
    require("poll-watched", pollWatched, Duration.ofSeconds(1));
    require("poll-unwatched", pollUnwatched, Duration.ofSeconds(1));
    require("log-retention", logRetention, Duration.ofMinutes(1));
  }

  /**
   * Nothing is begun later than this after the lease was renewed. A send to Kafka ends within the
   * third that is left; a call to Google may outlast it, and what it brought is then fenced.
   */
  public Duration turnLimit() {
    return lease.multipliedBy(2).dividedBy(3);
  }

  private static void require(String setting, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "calsync.sync.%s: %s (expected: at least %s)".formatted(setting, value, least));
    }
  }
}
