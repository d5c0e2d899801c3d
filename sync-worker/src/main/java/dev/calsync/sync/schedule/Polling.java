package dev.calsync.sync.schedule;

import java.time.Duration;

/**
 * How often calendars are polled.
 *
 * @param watched those for which Google pushes
 * @param unwatched those for which it does not
 */
record Polling(Duration watched, Duration unwatched) {
  /** So that a lost push is found some day, whatever the budget. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final double DAY = Duration.ofDays(1).toMillis();

  /**
   * Fits the polls of a day into its budget: these intervals where there are few calendars, and
   * where there are many, all of them as many times longer as is needed.
   */
  Polling stretched(long watchedCalendars, long unwatchedCalendars, double pollsPerDay) {
    double demand =
        watchedCalendars * DAY / watched.toMillis()
            + unwatchedCalendars * DAY / unwatched.toMillis();
    double stretch = Math.max(1, demand / pollsPerDay);
    return new Polling(stretched(watched, stretch), stretched(unwatched, stretch));
  }

  private static Duration stretched(Duration shortest, double stretch) {
    double millis = Math.min(shortest.toMillis() * stretch, (double) LONGEST.toMillis());
    return Duration.ofMillis(Math.max((long) millis, shortest.toMillis()));
  }
}
