package dev.calsync.channel.watch;

import dev.calsync.channel.google.SafeAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calendars are watched.
 *
 * @param webhookUrl where Google calls us; without it there are no channels and all is polled
 */
@ConfigurationProperties("calsync")
record WatchSettings(
    @Nullable URI webhookUrl, @DefaultValue Keys channelToken, @DefaultValue Terms watch) {
  private static final String WEBHOOK_PATH = "/api/calendar/webhook";

  WatchSettings {
    webhookUrl = SafeAddress.absentIfEmpty(webhookUrl);
    if (webhookUrl != null) {
      SafeAddress.check("calsync.webhook-url", webhookUrl);
      webhookUrl = withPath(webhookUrl);
    }
  }

  private static URI withPath(URI address) {
    String path = address.getPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? address.resolve(WEBHOOK_PATH)
        : address;
  }

  /**
   * The keys that sign channel tokens.
   *
   * @param keys {@code id:base64,id:base64}; if absent, derived from the OAuth client's secret
   */
  record Keys(@Nullable String keys) {
    /** Never shows the keys. */
    @Override
    public String toString() {
      return "Keys[]";
    }
  }

  /**
   * The terms of a watch.
   *
   * @param ttl how long a channel is asked for; Google may give less
   * @param permits how many calendars are worked on at once
   * @param callsPerMinute how often a process opens or ends a channel in a minute
   * @param accountCallsPerMinute how often all processes do for one account, but for what they have
   *     begun by then: as many as they have permits; with these, less than the workers leave
   */
  record Terms(
      @DefaultValue("7d") Duration ttl,
      @DefaultValue("8") int permits,
      @DefaultValue("600") int callsPerMinute,
      @DefaultValue("50") int accountCallsPerMinute) {
    Terms {
      require("ttl", ttl, ttl.compareTo(Duration.ofMinutes(1)) >= 0, "a minute or more");
      require("permits", permits, permits >= 1, "1 or more");
      requireCalls("calls-per-minute", callsPerMinute);
      requireCalls("account-calls-per-minute", accountCallsPerMinute);
    }

    private static void requireCalls(String setting, int calls) {
      require(setting, calls, calls >= 1 && calls <= 1_000_000, "1 to 1000000");
    }

    private static void require(String setting, Object value, boolean met, String expected) {
      if (!met) {
        throw new IllegalArgumentException(
            "calsync.watch.%s: %s (expected: %s)".formatted(setting, value, expected));
      }
    }
  }
}
