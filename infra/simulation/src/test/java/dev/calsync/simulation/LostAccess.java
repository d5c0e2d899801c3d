package dev.calsync.simulation;

import dev.calsync.simulator.error.GoogleError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Calendars that Google lets somebody see no more, and who was told so. */
final class LostAccess {
  private final Map<String, GoogleError> refusals = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /** From now on all calls about it are answered so. */
  void lose(Seat seat, GoogleError refusal) {
    refusals.put(key(seat), refusal);
  }

  boolean isLost(Seat seat) {
    return refusals.containsKey(key(seat));
  }

  /** Whether somebody wanted to read it, and was refused. */
  boolean isTold(Seat seat) {
    return told.contains(key(seat));
  }

  /** Refuses a call about such a calendar. */
  void refuse(GoogleCall call) {
    String key = call.email() + " " + call.calendar();
    GoogleError refusal = refusals.get(key);
    if (refusal != null) {
      if (call.operation().equals("events.list")) {
        told.add(key);
      }
      throw refusal;
    }
  }

  private static String key(Seat seat) {
    return seat.person().email() + " " + seat.googleId();
  }
}
