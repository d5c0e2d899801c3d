package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.sync.lease.Registry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the channel manager says of accounts and calendars. */
@Component
class LifecycleListener {
  private static final Logger log = LoggerFactory.getLogger(LifecycleListener.class);

  private final Registry registry;
  private final Dispatcher dispatcher;
  private final NotificationPartition partition;
  private final JsonMapper json;
  private final Counter unreadable;

  LifecycleListener(
      Registry registry,
      Dispatcher dispatcher,
      NotificationPartition partition,
      JsonMapper json,
      MeterRegistry meters) {
    this.registry = registry;
    this.dispatcher = dispatcher;
    this.partition = partition;
    this.json = json;
    this.unreadable = meters.counter("calsync.sync.unreadable.records", "topic", Topics.LIFECYCLE);
  }

  @KafkaListener(id = "sync-worker-lifecycle", topics = Topics.LIFECYCLE, batch = "true")
  void onLifecycle(List<ConsumerRecord<String, byte[]>> messages) {
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        apply(json.readValue(message.value(), Lifecycle.class));
      } catch (JacksonException | IllegalArgumentException e) {
        unreadable.increment();
        log.error(
            "unreadable lifecycle message at {}-{}: {}",
            message.partition(),
            message.offset(),
            e.getMessage());
      }
    }
  }

  private void apply(Lifecycle message) {
    switch (message) {
      case Lifecycle.AccountConnected connected ->
          dispatcher.wake(registry.unpark(connected.accountId(), connected.version()));
      case Lifecycle.AccountNeedsReauthorization dead ->
          registry.park(dead.accountId(), dead.version(), dead.reason());
      case Lifecycle.AccountDisconnected _ -> {} // Its calendars are removed one by one.
      case Lifecycle.CalendarAdded added ->
          keep(added, added.calendarId(), added.googleCalendarId(), added.watchedUntil());
      case Lifecycle.CalendarNotWatchable polled ->
          keep(polled, polled.calendarId(), polled.googleCalendarId(), null);
      case Lifecycle.CalendarRemoved removed -> {
        if (registry.remove(removed, removed.calendarId())) {
          dispatcher.wake(List.of(removed.calendarId()));
        }
      }
      case Lifecycle.PushesMissed _ -> {} // A worker's own word, for the channel manager.
      case Lifecycle.ChannelSuspect suspect -> {
        if (registry.suspect(suspect, suspect.calendarId())) {
          dispatcher.wake(List.of(suspect.calendarId()));
        }
      }
    }
  }

  private void keep(
      Lifecycle message, CalendarId calendar, String googleId, @Nullable Instant watchedUntil) {
    if (registry.keep(message, calendar, googleId, watchedUntil, partition.of(calendar))) {
      dispatcher.wake(List.of(calendar));
    }
  }
}
