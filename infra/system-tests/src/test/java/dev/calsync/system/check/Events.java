package dev.calsync.system.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All events that one place holds, by calendar. */
public final class Events {
  private final Map<String, Map<String, Version>> byCalendar = new TreeMap<>();

  Set<String> calendars() {
    return byCalendar.keySet();
  }

  Map<String, Version> of(String calendar) {
    return byCalendar.getOrDefault(calendar, Map.of());
  }

  @Nullable Version find(String calendar, String event) {
    return of(calendar).get(event);
  }

  void put(String calendar, String event, Version version) {
    byCalendar.computeIfAbsent(calendar, _ -> new TreeMap<>()).put(event, version);
  }

  Events copy() {
    var copy = new Events();
    byCalendar.forEach((calendar, events) -> copy.byCalendar.put(calendar, new TreeMap<>(events)));
    return copy;
  }

  void remove(String calendar, String event) {
    Map<String, Version> events = byCalendar.get(calendar);
    if (events != null) {
      events.remove(event);
    }
  }
}
