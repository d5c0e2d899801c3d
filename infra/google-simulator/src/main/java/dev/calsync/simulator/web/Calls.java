package dev.calsync.simulator.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How often each operation was called, how many lists at once, and what the quotas refused. */
@Component
class Calls {
  private final Map<String, LongAdder> byOperation = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> listsByCalendar = new ConcurrentHashMap<>();
  private final Map<String, Long> listsUnderWay = new ConcurrentHashMap<>();
  private final Map<String, Long> mostListsAtOnce = new ConcurrentHashMap<>();
  private final LongAdder refusedByQuota = new LongAdder();

  /** A call has come; what is answered is to run as soon as its own answer is done. */
  Runnable begin(String operation, @Nullable String calendarId) {
    byOperation.computeIfAbsent(operation, _ -> new LongAdder()).increment();
    if (calendarId == null || !operation.equals("events.list")) {
      return () -> {};
    }
    listsByCalendar.computeIfAbsent(calendarId, _ -> new LongAdder()).increment();
    long now = listsUnderWay.merge(calendarId, 1L, Long::sum);
    mostListsAtOnce.merge(calendarId, now, Math::max);
    return () -> listsUnderWay.computeIfPresent(calendarId, (_, n) -> n == 1 ? null : n - 1);
  }

  void refusedByQuota() {
    refusedByQuota.increment();
  }

  /** What is under way stays so. */
  void clear() {
    byOperation.clear();
    listsByCalendar.clear();
    mostListsAtOnce.clear();
    refusedByQuota.reset();
  }

  Map<String, Object> counts() {
    return Map.of(
        "operations",
        sums(byOperation),
        "listsByCalendar",
        sums(listsByCalendar),
        "mostListsAtOnce",
        new TreeMap<>(mostListsAtOnce),
        "refusedByQuota",
        refusedByQuota.sum());
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }
}
