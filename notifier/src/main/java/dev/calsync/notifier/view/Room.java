package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * What there is room for in one answer: the smaller calendars, so that none, whoever fills it,
 * takes the place of the others. The larger ones are dropped as they come: no more is kept than
 * there is room for.
 */
final class Room<T> {
  private final int places;
  private final PriorityQueue<Share<T>> kept =
      new PriorityQueue<>(Comparator.<Share<T>>comparingInt(Share::size).reversed());
  private int taken;

  private record Share<T>(CalendarId calendar, int size, T content) {}

  Room(int places) {
    this.places = places;
  }

  /** One calendar more, each once. */
  void add(CalendarId calendar, int size, T content) {
    kept.add(new Share<>(calendar, size, content));
    taken += size;
    while (taken > places) {
      taken -= kept.remove().size();
    }
  }

  /** What has found room; what has not is not among it. */
  Map<CalendarId, T> kept() {
    return kept.stream().collect(Collectors.toMap(Share::calendar, Share::content));
  }
}
