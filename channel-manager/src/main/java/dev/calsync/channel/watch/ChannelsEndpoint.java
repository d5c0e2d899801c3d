package dev.calsync.channel.watch;

import dev.calsync.channel.watch.ChannelCensus.Count;
import dev.calsync.channel.watch.ChannelCensus.Week;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** Channels and grants for an operator, {@code /actuator/channels}: numbers, never whose. */
@Component
@Endpoint(id = "channels")
final class ChannelsEndpoint {
  private final ChannelCensus census;
  private final MeterRegistry meters;

  ChannelsEndpoint(ChannelCensus census, MeterRegistry meters) {
    this.census = census;
    this.meters = meters;
  }

  /** How things stand. */
  @ReadOperation
  View channels() {
    Count count = census.count();
    Week week = census.lastWeek();
    return new View(
        count.channels(),
        count.soonestExpiry(),
        count.uncovered(),
        new LastWeek(week.opened(), week.unconfirmed(), week.missed(), week.missRatio()),
        census.accounts(),
        refreshes());
  }

  private Map<String, Long> refreshes() {
    Map<String, Long> refreshes =
        new TreeMap<>(Map.of("refreshed", 0L, "refused", 0L, "failed", 0L));
    for (Counter counter : meters.find("calsync.token.refreshes").counters()) {
      refreshes.put(String.valueOf(counter.getId().getTag("outcome")), Math.round(counter.count()));
    }
    return refreshes;
  }

  /**
   * What is shown.
   *
   * @param refreshesOfThisProcess since its start: of access tokens; Google refused those whose
   *     grant is over, and failed to answer others
   */
  record View(
      Map<String, Long> channels,
      @Nullable Instant soonestExpiry,
      long uncoveredCalendars,
      LastWeek lastWeek,
      Map<String, Long> accounts,
      Map<String, Long> refreshesOfThisProcess) {}

  /** What became of the channels of the last seven days. */
  record LastWeek(long opened, long unconfirmed, long missed, double missRatio) {}
}
