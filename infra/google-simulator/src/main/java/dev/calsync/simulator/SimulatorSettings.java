package dev.calsync.simulator;

import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.push.PushSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator behaves.
 *
 * @param demoData whether it starts with three people, their calendars and events
 * @param lively whether somebody changes something by themselves now and then
 * @param seed what all chance is drawn from
 * @param longestChannel no channel lives longer
 * @param dataFile where everything is kept over a restart, or null for nowhere
 * @param clients OAuth clients: secret by id
 */
@ConfigurationProperties(prefix = "google-simulator", ignoreUnknownFields = false)
public record SimulatorSettings(
    @DefaultValue("true") boolean demoData,
    @DefaultValue("true") boolean lively,
    @DefaultValue("20260302") long seed,
    @DefaultValue("7d") Duration longestChannel,
    Map<String, String> clients,
    @Nullable Path dataFile,
    @DefaultValue Push push) {
  public SimulatorSettings {
    requirePositive("longest-channel", longestChannel);
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "google-simulator.%s: %s (expected: more than nothing)".formatted(name, duration));
    }
  }

  /** How patient delivery is. */
  public record Push(
      @DefaultValue("500ms") Duration firstRetry,
      @DefaultValue("10s") Duration longestRetry,
      @DefaultValue("3d") Duration giveUpAfter,
      @DefaultValue("10s") Duration timeout) {
    public Push {
      requirePositive("push.first-retry", firstRetry);
      requirePositive("push.longest-retry", longestRetry);
      requirePositive("push.give-up-after", giveUpAfter);
      requirePositive("push.timeout", timeout);
    }

    PushSettings settings() {
      return new PushSettings(firstRetry, longestRetry, giveUpAfter, timeout);
    }
  }

  /** All chance; after a restart, other than in the life before. */
  Chance chance() {
    long life = dataFile == null ? 0 : dataFile.toFile().lastModified();
    return new Chance(seed + life * 31);
  }
}
