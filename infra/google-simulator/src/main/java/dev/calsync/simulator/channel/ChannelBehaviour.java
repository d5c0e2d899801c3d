package dev.calsync.simulator.channel;

import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.util.List;

/**
 * How Google treats channels (infra/docs/google-calendar.md §2, §7.12 to §7.17).
 *
 * @param longestLife no channel lives longer, whatever is asked for
 * @param expirationAsNumber whether the answer has the expiration as a number, as the guide shows
 *     it (Google's own Java client cannot read that), instead of a text
 * @param syncBeforeAnswer whether the sync message is delivered before the watch call is answered
 * @param stopLag how long a stopped channel goes on: stop succeeds again and messages still come
 * @param burst the share of changes that are told several times
 * @param burstSize how many messages such a change has on each channel
 * @param silence the share of messages with which a channel falls silent for the rest of its life
 * @param verifiedHosts the only hosts that may be called, or empty for all
 */
public record ChannelBehaviour(
    Duration longestLife,
    boolean expirationAsNumber,
    boolean syncBeforeAnswer,
    Duration stopLag,
    double burst,
    int burstSize,
    double silence,
    List<String> verifiedHosts) {
  private static final int LARGEST_BURST = 1_000;

  public ChannelBehaviour {
    if (!longestLife.isPositive() || stopLag.isNegative()) {
      throw GoogleError.invalid("longestLife (expected: positive), stopLag (expected: 0 or more)");
    }
    if (!(burst >= 0 && burst <= 1) || !(silence >= 0 && silence <= 1)) {
      throw GoogleError.invalid("burst, silence (expected: 0 to 1)");
    }
    if (burstSize < 1 || burstSize > LARGEST_BURST) {
      throw GoogleError.invalid("burstSize (expected: 1 to " + LARGEST_BURST + ")");
    }
    verifiedHosts = List.copyOf(verifiedHosts);
  }

  /** Google's best manners. */
  public static ChannelBehaviour usual(Duration longestLife) {
    return new ChannelBehaviour(longestLife, false, false, Duration.ZERO, 0, 10, 0, List.of());
  }

  public ChannelBehaviour withLongestLife(Duration life) {
    return new ChannelBehaviour(
        life,
        expirationAsNumber,
        syncBeforeAnswer,
        stopLag,
        burst,
        burstSize,
        silence,
        verifiedHosts);
  }

  public ChannelBehaviour withStopLag(Duration lag) {
    return new ChannelBehaviour(
        longestLife,
        expirationAsNumber,
        syncBeforeAnswer,
        lag,
        burst,
        burstSize,
        silence,
        verifiedHosts);
  }

  public ChannelBehaviour withBurst(double share, int size) {
    return new ChannelBehaviour(
        longestLife,
        expirationAsNumber,
        syncBeforeAnswer,
        stopLag,
        share,
        size,
        silence,
        verifiedHosts);
  }

  public ChannelBehaviour withSilence(double share) {
    return new ChannelBehaviour(
        longestLife,
        expirationAsNumber,
        syncBeforeAnswer,
        stopLag,
        burst,
        burstSize,
        share,
        verifiedHosts);
  }

  public ChannelBehaviour withVerifiedHosts(List<String> hosts) {
    return new ChannelBehaviour(
        longestLife,
        expirationAsNumber,
        syncBeforeAnswer,
        stopLag,
        burst,
        burstSize,
        silence,
        hosts);
  }
}
