package dev.calsync.load;

import dev.calsync.channel.watch.Renewing;
import dev.calsync.load.LoadTest.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the renewal of a channel costs the database, the more calendars there are, all of which are
 * overdue at once: the storm after an outage.
 */
final class Renewals implements Measurement {
  private static final int AT_ONCE = 8;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    Store store = installation.store();
    makeTables(store.jdbc());
    var renewing = new Renewing(store.jdbc(), store.transaction(), new SplittableRandom(1));
    Table table =
        new Table(
            "calendars, all due",
            "8 renewals, ms (p99)",
            "claim of 8, ms (p99)",
            "claim of nothing, ms (p99)",
            "tables and indexes, MiB");
    int had = 0;
    for (int rows : sizes.rows()) {
      grow(store.jdbc(), had, rows);
      had = rows;
      table.row(measured(store, renewing, rows));
    }
    out.print(table);
    out.println(
        "\n(a renewal: opened, confirmed by its push, the old one ended; over one connection)");
  }

  private static Object[] measured(Store store, Renewing renewing, int rows) {
    Instant now = Instant.now();
    Percentiles renewal = Timed.times(_ -> renewing.renew(AT_ONCE, now));
    Percentiles claim = Timed.times(_ -> renewing.claim(AT_ONCE, now));
    store.jdbc().sql("update channel.calendar set watch_due_at = now() + interval '4 d'").update();
    vacuum(store.jdbc());
    Percentiles nothing = Timed.times(_ -> renewing.claim(AT_ONCE, now));
    double size =
        store
                .jdbc()
                .sql(
                    """
                    select pg_total_relation_size('channel.calendar')
                           + pg_total_relation_size('channel.watch_channel')
                    """)
                .query(Long.class)
                .single()
            / 1048576.0;
    return new Object[] {
      "%,d".formatted(rows), Timed.shown(renewal), Timed.shown(claim), Timed.shown(nothing), size
    };
  }

  private static void makeTables(JdbcClient jdbc) throws IOException {
    jdbc.sql("drop schema if exists session cascade").update();
    jdbc.sql("drop schema if exists channel cascade").update();
    // All of its changes at once, as one text: what tells Liquibase of them is a comment.
    jdbc.sql(
            new ClassPathResource("db/changelog/channel-manager.sql")
                .getContentAsString(StandardCharsets.UTF_8))
        .update();
  }

  /** Twenty calendars each, all with a channel that has been due for renewal for a while. */
  private static void grow(JdbcClient jdbc, int from, int to) {
    jdbc.sql(
            """
            with person as (
              insert into channel.person default values returning user_id),
            account as (
              insert into channel.account (user_id, google_sub, email)
              select user_id, n, n || '@example.com'
                from person, generate_series(:from::bigint / 20, :to::bigint / 20 - 1) as n
              returning account_id, user_id, google_sub::bigint as n)
            insert into channel.calendar (account_id, user_id, google_calendar_id, summary,
                                          access_role, watched_until, watch_due_at)
            select account_id, user_id, 'calendar-' || n || '-' || c || '@group.calendar.google.com',
                   'Calendar', 'owner', now() + interval '2 hours' + interval '2 days' * random(),
                   now() - interval '2 hours' * random()
              from account, generate_series(1, 20) as c
            """)
        .param("from", from)
        .param("to", to)
        .update();
    jdbc.sql("update channel.calendar set watch_due_at = now() - interval '2 hours' * random()")
        .update();
    jdbc.sql(
            """
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state, resource_id,
                                               expires_at, renew_at, confirmed_at)
            select gen_random_uuid(), calendar_id, account_id, 'ACTIVE', 'resource', watched_until,
                   watch_due_at, now() - interval '5 days'
              from channel.calendar c
             where not exists (select from channel.watch_channel w
                                where w.calendar_id = c.calendar_id)
            """)
        .update();
    vacuum(jdbc);
  }

  private static void vacuum(JdbcClient jdbc) {
    jdbc.sql("vacuum analyze channel.calendar, channel.watch_channel").update();
  }
}
