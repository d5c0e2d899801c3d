package dev.calsync.simulator.google;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was spent in the last sixty seconds, by key. What is refused costs nothing, so no key holds
 * more than its limit; keys whose minute is over are forgotten.
 */
final class MinuteWindow {
  private static final long MINUTE_MILLIS = 60_000;

  /** Above so many keys the idle ones are looked for. */
  private static final int CLEAN_ABOVE = 1_000;

  private final Map<String, Minute> byKey = new LinkedHashMap<>();
  private int cleanAbove = CLEAN_ABOVE;

  private record Spent(long at, int cost) {}

  private static final class Minute {
    private final Deque<Spent> latest = new ArrayDeque<>();
    private int total;

    private void forgetOld(long now) {
      while (!latest.isEmpty() && latest.getFirst().at() <= now - MINUTE_MILLIS) {
        total -= latest.removeFirst().cost();
      }
    }
  }

  /** Whether this much more fits into the minute that ends now; a limit of 0 is none. */
  boolean hasRoom(String key, int cost, int limit, long now) {
    if (limit == 0) {
      return true;
    }
    Minute minute = byKey.get(key);
    if (minute == null) {
      return cost <= limit;
    }
    minute.forgetOld(now);
    return minute.total + cost <= limit;
  }

  void spend(String key, int cost, int limit, long now) {
    if (limit == 0) {
      return;
    }
    Minute minute = byKey.computeIfAbsent(key, _ -> new Minute());
    minute.latest.addLast(new Spent(now, cost));
    minute.total += cost;
    if (byKey.size() > cleanAbove) {
      byKey.values().forEach(each -> each.forgetOld(now));
      byKey.values().removeIf(each -> each.latest.isEmpty());
      cleanAbove = Math.max(CLEAN_ABOVE, 2 * byKey.size());
    }
  }

  void clear() {
    byKey.clear();
  }
}
