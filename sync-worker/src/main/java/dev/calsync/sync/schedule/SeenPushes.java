package dev.calsync.sync.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pushes came lately. Google numbers those of a channel, so one that comes again, because it
 * was delivered twice or is replayed by somebody, is known. It is no reason to skip anything, only
 * to take one's time.
 */
@Component
class SeenPushes {
  private static final int MOST = 20_000;
  private static final Duration LATELY = Duration.ofMinutes(10);

  private final JsonMapper json;
  private final Cache<Push, Boolean> seen =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LATELY).build();

  SeenPushes(JsonMapper json) {
    this.json = json;
  }

  boolean contains(ConsumerRecord<byte[], byte[]> push) {
    return of(push).filter(it -> seen.getIfPresent(it) != null).isPresent();
  }

  /** Only once what it asks for is in the database: it comes again if that fails. */
  void add(ConsumerRecord<byte[], byte[]> push) {
    of(push).ifPresent(it -> seen.put(it, true));
  }

  private Optional<Push> of(ConsumerRecord<byte[], byte[]> push) {
    if (push.value() == null) {
      return Optional.empty();
    }
    try {
      var notification = json.readValue(push.value(), Notification.class);
      return Optional.of(new Push(notification.channelId(), notification.messageNumber()));
    } catch (JacksonException _) {
      return Optional.empty(); // the key says all there is to know
    }
  }

  private record Push(ChannelId channel, long number) {}
}
