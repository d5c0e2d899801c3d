package dev.calsync.simulator.push;

import java.time.Duration;

/** How patient delivery is. */
public record PushSettings(
    Duration firstRetry, Duration longestRetry, Duration giveUpAfter, Duration timeout) {
  /** After so many doublings every pause is the longest one. */
  private static final int MOST_DOUBLINGS = 30;

  /** How long the attempt after this one, counted from 1, waits at least. */
  Duration pauseAfter(int attempt) {
    Duration doubled = firstRetry.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
  }
}
