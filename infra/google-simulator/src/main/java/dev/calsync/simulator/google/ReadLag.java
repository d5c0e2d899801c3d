package dev.calsync.simulator.google;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What of a calendar's changes cannot be read yet, though it was announced
 * (infra/docs/google-calendar.md §1.8). Readers see a state that was: everything up to the first
 * change that is still hidden, and nothing after it, so that no sync token passes a hidden change.
 */
final class ReadLag {
  private static final int LIMIT = 10_000;

  private final Deque<Hidden> hidden = new ArrayDeque<>();
  private long announced;

  private record Hidden(long after, Instant until) {}

  /** Hides what is new in this book since the time before. */
  void announce(Book events, Instant hiddenUntil, Instant now) {
    forget(now);
    Long first = events.inOrderOfChange().higherKey(announced);
    if (first != null && hiddenUntil.isAfter(now) && hidden.size() < LIMIT) {
      hidden.addLast(new Hidden(first - 1, hiddenUntil));
    }
    announced = events.lastChange();
  }

  /** The latest stamp that can be read now. */
  long readableUpTo(Instant now) {
    forget(now);
    return hidden.isEmpty() ? Long.MAX_VALUE : hidden.getFirst().after();
  }

  private void forget(Instant now) {
    hidden.removeIf(change -> !change.until().isAfter(now));
  }
}
