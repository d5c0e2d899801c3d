package dev.calsync.channel.watch;

import dev.calsync.channel.loop.Loops;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes due what was decided under another {@code calsync.webhook-url} than the present one: a
 * setting makes no row due by itself. It looks again from time to time, since a process with the
 * old setting may have gone on for a while beside this one.
 */
@Component
final class AddressChanges {
  private static final Logger log = LoggerFactory.getLogger(AddressChanges.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final @Nullable URI address;

  /** Half of a process's pace: the other half is for renewals and for those who are new. */
  private final double secondsBetween;

  AddressChanges(JdbcClient jdbc, WatchSettings settings, Clock clock, Loops loops) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.address = settings.webhookUrl();
    this.secondsBetween =
        2.0 * Duration.ofMinutes(1).toSeconds() / settings.watch().callsPerMinute();
    var _ = loops.every(EVERY, "addresses", this::look);
  }

  private void look() {
    Instant now = clock.instant();
    int due = address == null ? endAll(now) : follow(address, now);
    if (due > 0) {
      log.info("{} calendars were watched under another calsync.webhook-url, or under none", due);
    }
  }

  /**
   * Those without a channel at which nobody would look again, and those whose latest channel was to
   * be called elsewhere, whether Google agreed or not. What is open is renewed: new before old. As
   * many at a time as can be opened until the next look; what is due until then is left alone.
   */
  private int follow(URI address, Instant now) {
    return spread(
            """
            with found as materialized (
              select c.calendar_id, c.watch_due_at
                from channel.calendar c join channel.account a using (account_id)
               where (c.listed or c.is_list) and c.selected and c.watchable and a.state = 'CONNECTED'
                 and (c.watch_address <> :address
                         and coalesce(
                               (select min(w.renew_at) from channel.watch_channel w
                                 where w.calendar_id = c.calendar_id and w.state = 'ACTIVE'),
                               c.watch_due_at, 'infinity') > :soon
                      or c.watch_due_at is null
                         and not exists (select from channel.watch_channel w
                                          where w.calendar_id = c.calendar_id
                                            and w.state = 'ACTIVE'))
               order by c.calendar_id limit :most for no key update of c),
            spread as materialized (
              select calendar_id,
                     cast(:now as timestamptz) + make_interval(secs => :between * row_number()
                       over (order by watch_due_at, calendar_id)) as at
                from found),
            renewed as (
              update channel.watch_channel w set renew_at = least(w.renew_at, s.at)
                from spread s where w.calendar_id = s.calendar_id and w.state = 'ACTIVE')
            update channel.calendar c set watch_due_at = least(c.watch_due_at, s.at)
              from spread s where c.calendar_id = s.calendar_id
            """,
            now)
        .param("address", address.toString())
        .param("soon", Timestamp.from(now.plus(EVERY)))
        .update();
  }

  /** Nobody is to rely on pushes from now on; the channels are ended at Google one by one. */
  private int endAll(Instant now) {
    return spread(
            """
            with found as materialized (
              select c.calendar_id from channel.calendar c
               where exists (select from channel.watch_channel w
                              where w.calendar_id = c.calendar_id
                                and w.state in ('ACTIVE', 'RETIRING'))
               order by c.calendar_id limit :most for no key update),
            spread as materialized (
              select calendar_id,
                     cast(:now as timestamptz) + make_interval(secs => :between * row_number()
                       over (order by calendar_id)) as at
                from found),
            strays as (
              update channel.watch_channel w
                 set state = 'STRAY', renew_at = s.at, last_error = 'calsync.webhook-url is not set'
                from spread s
               where w.calendar_id = s.calendar_id and w.state in ('ACTIVE', 'RETIRING'))
            update channel.calendar c
               set watched_until = null, watch_due_at = least(c.watch_due_at, s.at),
                   version = version + 1, changed_at = :now
              from spread s where c.calendar_id = s.calendar_id
            """,
            now)
        .update();
  }

  private JdbcClient.StatementSpec spread(String sql, Instant now) {
    return jdbc.sql(sql)
        .param("now", Timestamp.from(now))
        .param("between", secondsBetween)
        .param("most", (int) (EVERY.toSeconds() / secondsBetween));
  }
}
