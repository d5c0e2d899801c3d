package dev.calsync.sync.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pushes came lately. Google numbers those of a channel, so one that comes again unchanged,
 * because it was delivered twice or is replayed by somebody, is known.
 */
@Component
class SeenPushes {
  private static final int MOST = 20_000; // in a flood of new ones older ones are forgotten sooner
  static final Duration LATELY = Duration.ofMinutes(10);

  private final JsonMapper json;
  private final Cache<Push, Boolean> seen;

  SeenPushes(JsonMapper json, InstantSource monotonicClock) {
    this.json = json;
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(LATELY) // one that is replayed again and again stays known
            .ticker(() -> Duration.between(Instant.EPOCH, monotonicClock.instant()).toNanos())
            .build();
  }

  /** One of a channel. */
  record Push(ChannelId channel, long number) {}

  /** Which push a message is of, if it says so. */
  Optional<Push> read(byte @Nullable [] message) {
    if (message == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(json.readValue(message, Notification.class))
          .map(push -> new Push(push.channelId(), push.messageNumber()));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  boolean contains(Push push) {
    return seen.getIfPresent(push) != null;
  }

  /** Only once what they ask for is in the database: if that fails, they come again and are new. */
  void addAll(Collection<Push> pushes) {
    pushes.forEach(push -> seen.put(push, true));
  }
}
