package dev.calsync.channel.watch;

import dev.calsync.channel.google.Resource;
import dev.calsync.channel.watch.WatchPlan.Wish;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The calendars whose channels are due to be looked at, claimed one by one; an account's list of
 * calendars has a row among them.
 */
@Component
final class WatchedCalendars {
  /** Longer than the slowest step: a refresh that waits, then one call to Google. */
  private static final Duration LEASE = Duration.ofSeconds(90);

  /**
   * Of more that are due, as after an outage, so many are looked at of each kind: those due for
   * longest, those whose channels end soonest, and those that have none.
   */
  private static final int LOOKED_AT = 500;

  /** A calendar without a channel is as urgent as one whose channel ends then: it is polled. */
  private static final Duration UNWATCHED = Duration.ofHours(6);

  /** Google's minute, and what a call may come later than it was claimed. */
  private static final Duration WINDOW = Duration.ofSeconds(70);

  private final JdbcClient jdbc;
  private final int callsOfAnAccount;

  WatchedCalendars(JdbcClient jdbc, WatchSettings settings) {
    this.jdbc = jdbc;
    this.callsOfAnAccount = settings.watch().accountCallsPerMinute();
  }

  /**
   * Takes calendars that are due and that nobody else works on, those soonest unwatched first. Of
   * an account that had its calls of the last minute, whichever process made them, or that Google
   * has enough of, only those whose channels are over, which is noted without a call.
   */
  List<Claimed> claim(int limit, Instant now, boolean reachable) {
    return jdbc.sql(
            """
            with busy as materialized (
              select account_id from channel.account where calls_wait_until > :now
              union
              select account_id from (
                select account_id from channel.watch_channel
                 where created_at between :from and :to
                union all
                select account_id from channel.watch_channel
                 where ended_at between :from and :to and state = 'STOPPED') as call
               group by account_id having count(*) >= :callsOfAnAccount),
            longest as materialized (
              select calendar_id from channel.calendar
               where watch_due_at <= :now and (watch_lease_until is null or watch_lease_until < :now)
                 and (account_id not in (table busy) or watched_until <= :now)
               order by watch_due_at limit :most),
            storm as materialized (select count(*) = :most as rages from longest),
            soonest as (
              select calendar_id from channel.calendar
               where (select rages from storm) and watched_until is not null
                 and watch_due_at <= :now and (watch_lease_until is null or watch_lease_until < :now)
                 and (account_id not in (table busy) or watched_until <= :now)
               order by watched_until limit :most),
            unwatched as (
              select calendar_id from channel.calendar
               where (select rages from storm) and watched_until is null
                 and watch_due_at <= :now and (watch_lease_until is null or watch_lease_until < :now)
                 and (account_id not in (table busy) or watched_until <= :now)
               order by watch_due_at limit :most),
            candidate as (
              table longest union table soonest union table unwatched),
            due as materialized (
              select c.calendar_id from candidate join channel.calendar c using (calendar_id)
               where watch_due_at <= :now and (watch_lease_until is null or watch_lease_until < :now)
               order by coalesce(c.watched_until, :unwatched), c.watch_due_at, c.calendar_id
               limit :limit for no key update of c skip locked),
            claimed as (
              update channel.calendar c set watch_lease_until = :lease
                from due, channel.account a
               where c.calendar_id = due.calendar_id and a.account_id = c.account_id
              returning c.calendar_id, c.account_id, c.google_calendar_id, c.is_list,
                        c.watch_due_at, c.watch_lease_until,
                        c.watchable, c.watch_attempts,
                        c.watched_until,
                        (c.listed or c.is_list) and c.selected and a.state <> 'DISCONNECTED' as wanted,
                        a.state = 'CONNECTED' as granted)
            select * from claimed
             order by coalesce(watched_until, :unwatched), watch_due_at, calendar_id
            """)
        .param("from", Timestamp.from(now.minus(WINDOW)))
        .param("to", Timestamp.from(now.plus(WINDOW))) // whose clock is further ahead is wrong
        .param("callsOfAnAccount", callsOfAnAccount)
        .param("most", LOOKED_AT)
        .param("unwatched", Timestamp.from(now.plus(UNWATCHED)))
        .param("now", Timestamp.from(now))
        .param("lease", Timestamp.from(now.plus(LEASE)))
        .param("limit", limit)
        .query((row, _) ->
            new Claimed(
                new CalendarId(row.getObject("calendar_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getBoolean("is_list")
                    ? new Resource.CalendarList()
                    : new Resource.EventsOf(row.getString("google_calendar_id")),
                row.getTimestamp("watch_due_at"),
                row.getTimestamp("watch_lease_until"),
                new Wish(
                    row.getBoolean("wanted") && reachable,
                    row.getBoolean("watchable"),
                    row.getBoolean("granted"),
                    row.getInt("watch_attempts"))))
        .list();
  }

  /** Whether somebody works on calendars of an account, and may be about to open a channel. */
  boolean isAnyTaken(AccountId account, Instant now) {
    return jdbc.sql(
            """
            select exists (select from channel.calendar
                            where account_id = :account and watch_lease_until > :now)
            """)
        .param("account", account.value())
        .param("now", Timestamp.from(now))
        .query(Boolean.class)
        .single();
  }

  /** Gives the lease back; what made the calendar due meanwhile stands. */
  void release(Claimed claimed, @Nullable Instant due) {
    jdbc.sql(
            """
            update channel.calendar
               set watch_lease_until = null,
                   watch_due_at = case when watch_due_at = :claimed then cast(:due as timestamptz)
                                       else watch_due_at end
             where calendar_id = :calendar and watch_lease_until = :lease
            """)
        .param("due", due == null ? null : Timestamp.from(due))
        .param("claimed", claimed.due())
        .param("calendar", claimed.calendar().value())
        .param("lease", claimed.lease())
        .update();
  }

  /** One more failure in a row. */
  void failed(Claimed claimed, String error) {
    jdbc.sql(
            """
            update channel.calendar set watch_attempts = watch_attempts + 1, last_error = :error
             where calendar_id = :calendar
            """)
        .param("error", error)
        .param("calendar", claimed.calendar().value())
        .update();
  }

  /** Google does not push for it: a state, not a failure. */
  void notWatchable(Claimed claimed, String reason) {
    jdbc.sql(
            """
            update channel.calendar
               set watchable = false, watched_until = null, last_error = :reason,
                   version = version + 1, changed_at = now()
             where calendar_id = :calendar and watchable
            """)
        .param("reason", reason)
        .param("calendar", claimed.calendar().value())
        .update();
  }

  /** Its last channel is gone: nobody is to rely on pushes any more. */
  void notWatched(CalendarId calendar) {
    jdbc.sql(
            """
            update channel.calendar
               set watched_until = null, version = version + 1, changed_at = now()
             where calendar_id = :calendar and watched_until is not null
               and not exists (select from channel.watch_channel w
                                where w.calendar_id = :calendar and w.state = 'ACTIVE')
            """)
        .param("calendar", calendar.value())
        .update();
  }

  /** A calendar, or a list of them, that this process alone may work on until the lease ends. */
  record Claimed(
      CalendarId calendar,
      AccountId account,
      Resource resource,
      Timestamp due,
      Timestamp lease,
      Wish wish) {}
}
