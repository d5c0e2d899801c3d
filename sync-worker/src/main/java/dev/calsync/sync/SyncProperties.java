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
 * @param secondLook how long after a push that found nothing it is looked at once more
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
    @DefaultValue("5s") Duration secondLook,
    @DefaultValue("6h") Duration pollWatched,
    @DefaultValue("5m") Duration pollUnwatched,
    @DefaultValue("2500") @Min(1) @Max(2500) int pageSize,
    @DefaultValue("64MB") DataSize pageBytes,
    @DefaultValue("7d") Duration logRetention) {

  /** No turn runs longer than this without renewing its lease; the rest is for a clock's drift. */
  public Duration turnLimit() {
    return lease.multipliedBy(5).dividedBy(6);
  }
}
