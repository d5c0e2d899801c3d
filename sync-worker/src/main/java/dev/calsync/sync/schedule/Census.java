package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.quota.QuotaProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often calendars are polled, from a count of them that is made now and then. */
@Component
class Census {
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final QuotaProperties quota;
  private final InstantSource clock;
  private final Polling shortest;
  private Polling current;
  private Instant countAgain = Instant.MIN;

  Census(
      JdbcClient jdbc, SyncProperties sync, QuotaProperties quota, InstantSource monotonicClock) {
    this.jdbc = jdbc;
    this.quota = quota;
    this.clock = monotonicClock;
    this.shortest = new Polling(sync.pollWatched(), sync.pollUnwatched());
    this.current = shortest;
  }

  /** Counts if the last count is old; meanwhile others go on with that. */
  Polling polling() {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(countAgain)) {
        return current;
      }
      countAgain = now.plus(EVERY);
    }
    Polling counted = count();
    synchronized (this) {
      current = counted;
    }
    return counted;
  }

  private Polling count() {
    return jdbc.sql(
            """
            select count(*) filter (where watched_until > now()) as watched, count(*) as calendars
              from sync.calendar_sync where due_at is not null and not removed
            """)
        .query((row, _) -> {
          long watched = row.getLong("watched");
          return shortest.stretched(
              watched, row.getLong("calendars") - watched, quota.pollsPerDay());
        })
        .single();
  }
}
