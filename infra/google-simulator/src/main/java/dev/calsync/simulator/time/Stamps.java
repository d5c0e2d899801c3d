package dev.calsync.simulator.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Microseconds since the epoch, each given out once and larger than all before. A change's stamp is
 * its version, its etag (doubled) and, cut to milliseconds, its {@code updated}.
 */
public final class Stamps {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private final Clock clock;
  private long last;

  public Stamps(Clock clock) {
    this.clock = clock;
  }

  /** The next stamp. Callers hold the lock of the simulated Google. */
  public long next() {
    last = Math.max(of(clock.instant()), last + 1);
    return last;
  }

  /** Begins again with the time it is; for a world in which nothing has a stamp yet. */
  public void restart() {
    last = 0;
  }

  /** What was given out in an earlier life stays behind, wherever the clock stands now. */
  public void resumeAfter(long stamp) {
    last = Math.max(last, stamp);
  }

  /** The last stamp given out. */
  public long last() {
    return last;
  }

  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** As Google writes {@code updated}. */
  public static String timestamp(long stamp) {
    return MILLIS.format(Instant.EPOCH.plus(stamp, ChronoUnit.MICROS));
  }

  /** As Google writes an etag. */
  public static String etag(long stamp) {
    return "\"" + 2 * stamp + "\"";
  }
}
