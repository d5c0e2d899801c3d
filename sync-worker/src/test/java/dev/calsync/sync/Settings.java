package dev.calsync.sync;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Settings under which nothing happens for a minute but what a test asks for. */
public final class Settings {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Settings() {}

  /** So many turns at once. */
  public static SyncProperties withPermits(int permits) {
    return of(permits, MINUTE, MINUTE);
  }

  /** Polls so often. */
  public static SyncProperties polling(Duration watched, Duration unwatched) {
    return of(1, watched, unwatched);
  }

  private static SyncProperties of(int permits, Duration pollWatched, Duration pollUnwatched) {
    return new SyncProperties(
        permits,
        MINUTE,
        Duration.ofMillis(1),
        500,
        MINUTE,
        Duration.ZERO,
        MINUTE,
        pollWatched,
        pollUnwatched,
        1,
        DataSize.ofBytes(1),
        MINUTE);
  }
}
