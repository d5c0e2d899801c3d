package dev.calsync.notifier.view;

/**
 * How far reading is behind, of the whole installation.
 *
 * @param lag for how many seconds the calendar that has waited longest has been due, or has not
 *     been read since its last push
 * @param failing calendars whose last readings all failed, {@link #FAILURES} at least
 */
record Backlog(double lag, long failing) {
  /** A few in a row are Google's daily weather. */
  static final int FAILURES = 5;
}
