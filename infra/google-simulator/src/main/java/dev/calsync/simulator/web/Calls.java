package dev.calsync.simulator.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How often each operation was called, in all and for each calendar. */
@Component
class Calls {
  private final Map<String, LongAdder> byOperation = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> listsByCalendar = new ConcurrentHashMap<>();

  void count(String operation, @Nullable String calendarId) {
    byOperation.computeIfAbsent(operation, _ -> new LongAdder()).increment();
    if (calendarId != null && operation.equals("events.list")) {
      listsByCalendar.computeIfAbsent(calendarId, _ -> new LongAdder()).increment();
    }
  }

  void clear() {
    byOperation.clear();
    listsByCalendar.clear();
  }

  Map<String, Object> counts() {
    return Map.of("operations", sums(byOperation), "listsByCalendar", sums(listsByCalendar));
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }
}
