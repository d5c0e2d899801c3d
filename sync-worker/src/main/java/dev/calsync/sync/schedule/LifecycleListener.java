package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.deadletter.DeadLetter;
import dev.calsync.sync.deadletter.DeadLetters;
import dev.calsync.sync.lease.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the channel manager says of accounts and calendars. */
@Component
class LifecycleListener {
  private final Registry registry;
  private final Dispatcher dispatcher;
  private final NotificationPartition partition;
  private final JsonMapper json;
  private final DeadLetters deadLetters;
  private final SyncProperties settings;

  LifecycleListener(
      Registry registry,
      Dispatcher dispatcher,
      NotificationPartition partition,
      JsonMapper json,
      DeadLetters deadLetters,
      SyncProperties settings) {
    this.registry = registry;
    this.dispatcher = dispatcher;
    this.partition = partition;
    this.json = json;
    this.deadLetters = deadLetters;
    this.settings = settings;
  }

  @KafkaListener(id = "sync-worker-lifecycle", topics = Topics.LIFECYCLE, batch = "true")
  void onLifecycle(List<ConsumerRecord<byte[], byte[]>> messages) {
    List<DeadLetter> unreadable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        apply(Value.of(message, Lifecycle.class, json));
      } catch (RuntimeException e) {
        unreadable.add(DeadLetter.of(message, e));
      }
    }
    deadLetters.bury(unreadable);
  }

  private void apply(Lifecycle message) {
    switch (message) {
      case Lifecycle.AccountConnected connected ->
          dispatcher.wake(registry.unpark(connected.accountId(), connected.version()));
      case Lifecycle.AccountNeedsReauthorization dead ->
          registry.park(dead.accountId(), dead.version(), dead.reason());
      // Its calendars are removed one by one.
      case Lifecycle.AccountDisconnected gone ->
          registry.disconnect(gone.accountId(), settings.logRetention());
      case Lifecycle.PersonForgotten gone -> dispatcher.wake(registry.forget(gone.userId()));
      case Lifecycle.CalendarAdded added ->
          keep(added, added.calendarId(), added.googleCalendarId(), added.watchedUntil());
      case Lifecycle.CalendarNotWatchable polled ->
          keep(polled, polled.calendarId(), polled.googleCalendarId(), null);
      case Lifecycle.CalendarRemoved removed -> {
        if (registry.remove(removed, removed.calendarId(), partition.of(removed.calendarId()))) {
          dispatcher.wake(List.of(removed.calendarId()));
        }
      }
      // A worker's own words, for others.
      case Lifecycle.PushesMissed _,
          Lifecycle.CalendarAccessLost _,
          Lifecycle.CalendarAccessRegained _ -> {}
      case Lifecycle.ChannelSuspect suspect -> {
        if (registry.suspect(suspect, suspect.calendarId())) {
          dispatcher.wake(List.of(suspect.calendarId()));
        }
      }
    }
  }

  private void keep(
      Lifecycle.OfAccount message,
      CalendarId calendar,
      String googleId,
      @Nullable Instant watchedUntil) {
    if (registry.keep(message, calendar, googleId, watchedUntil, partition.of(calendar))) {
      dispatcher.wake(List.of(calendar));
    }
  }
}
