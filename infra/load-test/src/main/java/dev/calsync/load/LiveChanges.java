package dev.calsync.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Edits one event after another, twenty a second, and times each from push to change. */
final class LiveChanges implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Pushes pushes;
  private final int from;
  private final int calendars;
  private final Map<Edit, Long> waiting = new ConcurrentHashMap<>();
  private final List<Double> times = new ArrayList<>();
  private final Thread editor;
  private volatile boolean open = true;

  LiveChanges(Pushes pushes, ChangesTopic changes, int from, int calendars) {
    this.pushes = pushes;
    this.from = from;
    this.calendars = calendars;
    changes.onArrival(this::arrived);
    editor = Thread.ofPlatform().daemon().name("editor").start(this::edit);
  }

  /** How long, in milliseconds, the changes took that were made meanwhile. */
  Percentiles during(Runnable meanwhile) {
    settle();
    synchronized (times) {
      times.clear();
    }
    meanwhile.run();
    settle();
    synchronized (times) {
      return Percentiles.of(times);
    }
  }

  @Override
  public void close() {
    open = false;
    Wait.forEnd(editor);
  }

  private void settle() {
    List<Edit> now = List.copyOf(waiting.keySet());
    Wait.until("the live changes", PATIENCE, () -> now.stream().noneMatch(waiting::containsKey));
  }

  private void edit() {
    long begun = System.nanoTime();
    for (int i = 0; open; i++) {
      Wait.untilNanos(begun + EVERY.toNanos() * i);
      int calendar = from + i % calendars;
      // This thread alone edits these calendars, so the next change is known before it is made.
      waiting.put(new Edit(calendar, pushes.changes(calendar) + 1), System.nanoTime());
      pushes.edit(calendar);
    }
  }

  private void arrived(int calendar, long version, long nanos) {
    Long sent = waiting.remove(new Edit(calendar, version));
    if (sent != null) {
      synchronized (times) {
        times.add((nanos - sent) / 1e6);
      }
    }
  }

  private record Edit(int calendar, long version) {}
}
