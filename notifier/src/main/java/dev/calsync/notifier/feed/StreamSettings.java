package dev.calsync.notifier.feed;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of streams.
 *
 * @param heartbeat how long a stream may be silent
 * @param maxAge after which a stream is closed, ± 20 %; its reader resumes, on any node
 * @param writeDeadline how long a reader may take for one piece of what is written to it; then it
 *     is cut off
 * @param logCheck how often the log is compared with what was handed out
 * @param sessionCheck how often it is asked whether the sessions behind the streams still hold
 * @param perSession streams that one session may have open on this node
 * @param perUser streams that one person may have open on this node
 * @param perNode streams that this node serves
 * @param replay how many changes a returning reader is sent; behind that it reads the snapshot
 * @param drainWindow over which all streams are closed when the node stops
 */
@ConfigurationProperties("calsync.stream")
@Validated
record StreamSettings(
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10m") Duration maxAge,
    @DefaultValue("4s") Duration writeDeadline,
    @DefaultValue("2s") Duration logCheck,
    @DefaultValue("2s") Duration sessionCheck,
    @DefaultValue("8") @Positive int perSession,
    @DefaultValue("32") @Positive int perUser,
    @DefaultValue("20000") @Positive int perNode,
    @DefaultValue("10000") @Positive int replay,
    @DefaultValue("30s") Duration drainWindow) {
  /** The page takes a stream for dead after twice as long, and a little. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  StreamSettings {
    positive("heartbeat", heartbeat);
    if (heartbeat.compareTo(LONGEST_SILENCE) > 0) {
      throw new IllegalArgumentException(
          "calsync.stream.heartbeat: " + heartbeat + " (expected: 20s at most)");
    }
    positive("max-age", maxAge);
    positive("write-deadline", writeDeadline);
    positive("log-check", logCheck);
    positive("session-check", sessionCheck);
    if (drainWindow.isNegative()) {
      throw new IllegalArgumentException(
          "calsync.stream.drain-window: " + drainWindow + " (expected: 0 or more)");
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "calsync.stream." + name + ": " + value + " (expected: more than 0)");
    }
  }
}
