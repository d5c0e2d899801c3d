package dev.calsync.system;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Times in the week that the page shows; Calsync's people here all live in UTC. */
final class Week {
  private Week() {}

  /** A full hour of a day of this week. */
  static Instant on(DayOfWeek day, int hour) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return today.with(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }
}
