package dev.calsync.load;

import dev.calsync.load.LoadTest.Measurement;
import dev.calsync.model.CalendarId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Poke;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the worker's own statements cost, the more calendars there are. */
final class Growth implements Measurement {
  private static final int POKED = 100;
  private static final int CLAIMED = 50;

  /** One calendar in this many waits for its turn. */
  private static final int DUE = 10;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    try (var _ = installation.startWorker("schema")) {
      // Its start makes the tables; then it must not be there, or it would claim what we measure.
    }
    installation.store().empty();
    Table table =
        new Table(
            "calendars",
            "of them due",
            "poke of 100, ms (p99)",
            "claim of 50, ms (p99)",
            "claim of nothing, ms (p99)",
            "table and indexes, MiB");
    var due = new DueCalendars(installation.store().jdbc(), defaults(), InstantSource.system());
    int had = 0;
    for (int rows : sizes.rows()) {
      grow(installation.store(), had, rows);
      had = rows;
      table.row(measured(installation.store(), due, rows));
    }
    out.print(table);
  }

  private static Object[] measured(Store store, DueCalendars due, int rows) {
    var random = new Random(1);
    List<Integer> partitions = IntStream.range(0, Store.PARTITIONS).boxed().toList();
    Percentiles poke =
        Timed.times(_ -> {
          Map<CalendarId, Poke> ids = new HashMap<>();
          IntStream.range(0, POKED)
              .forEach(_ -> ids.put(Calendars.id(random.nextInt(rows)), Poke.ONCE));
          due.poke(ids, Asked.BY_GOOGLE);
        });
    Percentiles claim = Timed.times(_ -> due.claimIn(partitions, Kind.LIVE, CLAIMED));
    store.jdbc().sql("update sync.calendar_sync set due_at = now() + interval '6 h'").update();
    store.vacuum();
    Percentiles nothing = Timed.times(_ -> due.claimIn(partitions, Kind.LIVE, CLAIMED));
    double size =
        store
                .jdbc()
                .sql("select pg_total_relation_size('sync.calendar_sync')")
                .query(Long.class)
                .single()
            / 1048576.0;
    return new Object[] {
      "%,d".formatted(rows),
      "%,d".formatted(rows / DUE),
      Timed.shown(poke),
      Timed.shown(claim),
      Timed.shown(nothing),
      size
    };
  }

  /** Rows as the worker leaves them; the size is that after one update of each. */
  private static void grow(Store store, int from, int to) {
    store
        .jdbc()
        .sql(
            """
            insert into sync.calendar_sync (calendar_id, account_id, user_id, google_calendar_id,
                                            kpart, watched_until, sync_token, due_at)
            select %1$s, %1$s, %1$s, 'calendar-number-' || n || '@group.calendar.google.com',
                   n %% 16, now() + interval '7 days', 'CPj8uM2Fk40DEPj8uM2Fk40DGAUg' || n, now()
              from generate_series(:from::bigint, :to::bigint - 1) as n
            """
                .formatted(Calendars.SQL_ID.formatted("n")))
        .param("from", from)
        .param("to", to)
        .update();
    store
        .jdbc()
        .sql(
            """
            update sync.calendar_sync
               set due_at = now() + case when random() * :due < 1 then -random() else random() end
                                    * interval '6 h',
                   lease_owner = null, lease_until = null
            """)
        .param("due", DUE)
        .update();
    store.vacuum();
  }

  private static SyncProperties defaults() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("calsync.sync", SyncProperties.class);
  }
}
