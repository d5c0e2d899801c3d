package dev.calsync.sync.lease;

import com.zaxxer.hikari.HikariDataSource;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.UserId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** A calendar that is due in a real PostgreSQL; a worker is a pair of objects. */
abstract class OneDueCalendar {
  static final Duration LEASE = Duration.ofSeconds(60);
  static final Duration DEBOUNCE = Duration.ofMillis(1);
  static final Duration QUIET = Duration.ofSeconds(2);
  static final Duration SECOND_LOOK = LEASE;
  static final Duration CALM = Duration.ofSeconds(10);
  static final JdbcClient jdbc = migrated();

  final CalendarId calendar = new CalendarId(UUID.randomUUID());
  final AccountId account = new AccountId(UUID.randomUUID());
  final UserId user = new UserId(UUID.randomUUID());
  final Registry registry = new Registry(jdbc);
  final Worker worker = worker(Duration.ZERO);
  final Worker otherWorker = worker(Duration.ZERO);
  final Worker patient = worker(CALM);

  @BeforeEach
  void aCalendarThatIsDue() {
    jdbc.sql("delete from sync.calendar_sync").update();
    registry.keep(added(1), calendar, "ada@example.com", null, 3);
  }

  private static JdbcClient migrated() {
    var database = WorkerSchema.database();
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    return JdbcClient.create(pool);
  }

  static void theLeaseEnds() {
    jdbc.sql("update sync.calendar_sync set lease_until = now(), due_at = now()").update();
  }

  /** What the row tells of is that much longer ago. */
  static void aWhilePasses(Duration time) {
    jdbc.sql(
            """
            update sync.calendar_sync
               set poked_at = poked_at - :time::interval,
                   last_synced_at = last_synced_at - :time::interval
            """)
        .param("time", Interval.of(time))
        .update();
  }

  final Lease claim(Worker rows) {
    return claimed(rows).getFirst();
  }

  final Lease claimWhenDue(Worker rows) {
    List<Lease> claimed;
    do {
      claimed = claimed(rows);
    } while (claimed.isEmpty());
    return claimed.getFirst();
  }

  final List<Lease> claimed(Worker rows) {
    return Stream.of(Kind.values())
        .flatMap(kind -> rows.due().claim(Set.of(calendar), kind, 1).stream())
        .toList();
  }

  final Duration dueIn() {
    return Duration.ofMillis(
        jdbc.sql(
                "select (extract(epoch from due_at - now()) * 1000)::bigint from sync.calendar_sync")
            .query(Long.class)
            .single());
  }

  final Lifecycle.OfAccount added(long version) {
    return added(calendar, version);
  }

  final Lifecycle.OfAccount added(CalendarId added, long version) {
    return new Lifecycle.CalendarAdded(
        account, user, version, Instant.EPOCH, added, "ada@example.com", null);
  }

  final Lifecycle.OfAccount removed(long version) {
    return new Lifecycle.CalendarRemoved(account, user, version, Instant.EPOCH, calendar);
  }

  static Worker worker(Duration calm) {
    var settings =
        new SyncProperties(
            8,
            LEASE,
            DEBOUNCE,
            1,
            QUIET,
            calm,
            SECOND_LOOK,
            LEASE,
            LEASE,
            2500,
            DataSize.ofMegabytes(1),
            LEASE);
    return new Worker(
        new DueCalendars(jdbc, settings, InstantSource.system()),
        new LeasedCalendars(jdbc, settings, InstantSource.system()),
        new Releases(jdbc, settings));
  }

  /** What a worker does: claims calendars, and writes down how a turn goes. */
  record Worker(DueCalendars due, LeasedCalendars leased, Releases releases) {}
}
