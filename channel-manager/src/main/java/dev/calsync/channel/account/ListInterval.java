package dev.calsync.channel.account;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How long after a reading an account's calendar list is read again, if no push asks for it before:
 * as often as the day's calls allow, and daily in any case.
 */
@Component
final class ListInterval {
  private static final Duration WATCHED = Duration.ofHours(6);
  private static final Duration UNWATCHED = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** So that those who came together are not read together for ever. */
  private static final double SPREAD = 0.02;

  private static final long COUNT_EVERY = TimeUnit.MINUTES.toNanos(10);

  private final JdbcClient jdbc;
  private final RandomGenerator random;
  private final Settings settings;
  private volatile Counted counted = new Counted(0, System.nanoTime() - COUNT_EVERY);

  ListInterval(JdbcClient jdbc, RandomGenerator random, Settings settings) {
    this.jdbc = jdbc;
    this.random = random;
    this.settings = settings;
  }

  /**
   * Until the next reading.
   *
   * @param watched whether pushes tell of changes of the list
   */
  Duration next(boolean watched) {
    return of(watched, accounts(), settings.readsPerDay(), random);
  }

  static Duration of(boolean watched, long accounts, int readsPerDay, RandomGenerator random) {
    Duration wished = watched ? WATCHED : UNWATCHED;
    Duration affordable = DAY.multipliedBy(accounts).dividedBy(readsPerDay);
    Duration stretched = wished.compareTo(affordable) < 0 ? affordable : wished;
    Duration every = stretched.compareTo(DAY) < 0 ? stretched : DAY;
    return Duration.ofMillis((long) (every.toMillis() * random.nextDouble(1 - SPREAD, 1 + SPREAD)));
  }

  private long accounts() {
    Counted held = counted;
    if (System.nanoTime() - held.at() < COUNT_EVERY) {
      return held.accounts();
    }
    var fresh =
        new Counted(
            jdbc.sql("select count(*) from channel.account").query(Long.class).single(),
            System.nanoTime());
    counted = fresh;
    return fresh.accounts();
  }

  private record Counted(long accounts, long at) {}

  /**
   * What reading calendar lists may cost.
   *
   * @param readsPerDay of all accounts together; one costs a call per 250 calendars
   */
  @ConfigurationProperties("calsync.lists")
  record Settings(@DefaultValue("50000") int readsPerDay) {
    Settings {
      if (readsPerDay < 1) {
        throw new IllegalArgumentException(
            "calsync.lists.reads-per-day: expected at least 1, was " + readsPerDay);
      }
    }
  }
}
