package dev.calsync.simulator.push;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest attempts to deliver, oldest first. */
final class Attempts {
  private static final int REMEMBERED = 20_000;

  private final Deque<Attempt> latest = new ArrayDeque<>();

  synchronized void add(Attempt attempt) {
    latest.addLast(attempt);
    if (latest.size() > REMEMBERED) {
      latest.removeFirst();
    }
    notifyAll();
  }

  synchronized List<Attempt> all() {
    return List.copyOf(latest);
  }

  synchronized void clear() {
    latest.clear();
  }

  /** Waits until a message of this state was tried, or dropped, on this channel. */
  synchronized void await(String channelId, String state, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (latest.stream()
        .noneMatch(made -> made.channelId().equals(channelId) && made.state().equals(state))) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }
}
