package dev.calsync.channel.watch;

import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Learns from the pushes which channels deliver: the sync message first, any other as well; and
 * which lists of calendars have changed.
 */
@Component
final class PushListener {
  private static final Logger log = LoggerFactory.getLogger(PushListener.class);

  private final Confirmations confirmations;
  private final Strays strays;
  private final ListPushes lists;
  private final Watches watches;
  private final JsonMapper json;
  private final Clock clock;
  private final Counter unreadable;

  PushListener(
      Confirmations confirmations,
      Strays strays,
      ListPushes lists,
      Watches watches,
      JsonMapper json,
      Clock clock,
      MeterRegistry meters) {
    this.confirmations = confirmations;
    this.strays = strays;
    this.lists = lists;
    this.watches = watches;
    this.json = json;
    this.clock = clock;
    this.unreadable =
        meters.counter("calsync.watch.unreadable.records", "topic", Topics.NOTIFICATIONS);
  }

  @KafkaListener(id = "pushes", groupId = "channel-manager", topics = Topics.NOTIFICATIONS)
  void onPushes(List<ConsumerRecord<String, byte[]>> batch) {
    Map<ChannelId, Notification> delivering = new HashMap<>(); // the last of each
    for (ConsumerRecord<String, byte[]> push : batch) {
      try {
        Notification notification = json.readValue(push.value(), Notification.class);
        if (notification == null) {
          throw new IllegalArgumentException("JSON's null is no notification");
        }
        delivering.put(notification.channelId(), notification);
      } catch (JacksonException | IllegalArgumentException _) {
        unreadable.increment();
        log.warn("skipped an unreadable notification, {}", push.topic() + "@" + push.offset());
      }
    }
    lists.note(delivering.values().stream().map(Notification::calendarId).toList());
    Instant now = clock.instant();
    boolean news = confirmations.confirm(delivering.keySet(), now);
    if (strays.note(delivering.values(), now) || news) {
      watches.wake();
    }
  }
}
