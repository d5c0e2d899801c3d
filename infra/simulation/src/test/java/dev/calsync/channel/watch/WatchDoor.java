package dev.calsync.channel.watch;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The channel manager's watches, as its loops and its container would call them. */
public final class WatchDoor {
  private final WatchedCalendars calendars;
  private final Watches watches;
  private final PushListener pushes;
  private final MissListener misses;
  private final Pace pace;

  WatchDoor(
      WatchedCalendars calendars,
      Watches watches,
      PushListener pushes,
      MissListener misses,
      Pace pace) {
    this.calendars = calendars;
    this.watches = watches;
    this.pushes = pushes;
    this.misses = misses;
    this.pace = pace;
  }

  /** Claims what is due; each is one step of one calendar. */
  public List<Runnable> due(int limit, Instant now) {
    return calendars.claim(Math.min(limit, pace.free()), now, true).stream()
        .map(claimed -> (Runnable) () -> watches.take(claimed))
        .toList();
  }

  public void notifications(List<ConsumerRecord<String, byte[]>> batch) {
    pushes.onPushes(batch);
  }

  public void lifecycle(List<ConsumerRecord<String, byte[]>> batch) {
    misses.onLifecycle(batch);
  }
}
