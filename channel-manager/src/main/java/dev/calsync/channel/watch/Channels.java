package dev.calsync.channel.watch;

import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.channel.watch.WatchPlan.State;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of watch channels; each change says from which state it starts. Whoever changes both
 * locks the calendar before its channels, as the deletion of an account does.
 */
@Component
final class Channels {
  /** How long the row of a channel that is over can still be looked at. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Channels(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Those of a calendar that may still deliver. */
  List<Channel> live(CalendarId calendar) {
    return jdbc.sql(
            """
            select * from channel.watch_channel
             where calendar_id = :calendar and state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
             order by created_at, channel_id
            """)
        .param("calendar", calendar.value())
        .query((row, _) -> channel(row))
        .list();
  }

  /** Those of a whole account. */
  List<Channel> live(AccountId account) {
    return jdbc.sql(
            """
            select * from channel.watch_channel
             where account_id = :account and state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
            """)
        .param("account", account.value())
        .query((row, _) -> channel(row))
        .list();
  }

  private static Channel channel(ResultSet row) throws SQLException {
    Instant created = row.getTimestamp("created_at").toInstant();
    @Nullable Instant renew = instant(row, "renew_at");
    return new Channel(
        new ChannelId(row.getObject("channel_id", UUID.class)),
        State.valueOf(row.getString("state")),
        created,
        instant(row, "expires_at"),
        renew == null ? created : renew,
        instant(row, "confirmed_at"),
        instant(row, "suspect_at"),
        row.getString("resource_id"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** Committed before Google is asked: the sync message may come before the answer. */
  void opening(
      ChannelId channel, CalendarId calendar, AccountId account, String address, Instant now) {
    jdbc.sql(
            """
            with called as (
              update channel.calendar set watch_address = :address where calendar_id = :calendar)
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state, created_at)
            values (:channel, :calendar, :account, 'OPENING', :now)
            """)
        .param("channel", channel.value())
        .param("calendar", calendar.value())
        .param("account", account.value())
        .param("address", address)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** The new channel takes over, the old one retires; false if somebody else decided otherwise. */
  boolean activate(ChannelId channel, CalendarId calendar, String resourceId, Life life) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> {
          lock(calendar);
          jdbc.sql(
                  """
                  update channel.watch_channel set state = 'RETIRING'
                   where calendar_id = :calendar and state = 'ACTIVE'
                  """)
              .param("calendar", calendar.value())
              .update();
          boolean ours = activate(channel, resourceId, life);
          if (ours) {
            watched(calendar, life.expiresAt());
          } else {
            status.setRollbackOnly();
          }
          return ours;
        }));
  }

  /** The calendar before its channels; until the end of the transaction. */
  void lock(CalendarId calendar) {
    jdbc.sql(
            """
            select calendar_id from channel.calendar where calendar_id = :calendar
               for no key update
            """)
        .param("calendar", calendar.value())
        .query((_, _) -> true)
        .list();
  }

  private boolean activate(ChannelId channel, String resourceId, Life life) {
    return jdbc.sql(
                """
                update channel.watch_channel
                   set state = 'ACTIVE', resource_id = :resource, expires_at = :expires,
                       renew_at = :renew
                 where channel_id = :channel and state = 'OPENING'
                """)
            .param("resource", resourceId)
            .param("expires", Timestamp.from(life.expiresAt()))
            .param("renew", Timestamp.from(life.renewAt()))
            .param("channel", channel.value())
            .update()
        == 1;
  }

  /** After failures only a push that arrives proves the watch; see {@link Confirmations}. */
  private void watched(CalendarId calendar, Instant until) {
    jdbc.sql(
            """
            update channel.calendar
               set watched_until = :until, last_error = null, version = version + 1,
                   changed_at = now(),
                   watch_attempts = case when delivers then 0 else watch_attempts end
              from (select exists (select from channel.watch_channel
                                    where calendar_id = :calendar and state = 'ACTIVE'
                                      and confirmed_at is not null) as delivers)
             where calendar_id = :calendar
               and (watch_attempts = 0 or watched_until is not null or delivers)
            """)
        .param("until", Timestamp.from(until))
        .param("calendar", calendar.value())
        .update();
  }

  /** It is over: Google has ended it. */
  void stopped(ChannelId channel, Instant now) {
    jdbc.sql(
            """
            update channel.watch_channel set state = 'STOPPED', ended_at = :now
             where channel_id = :channel and state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
            """)
        .param("now", Timestamp.from(now))
        .param("channel", channel.value())
        .update();
  }

  /**
   * It is of no use. If a push has told what it watches it lives at Google, whatever went wrong,
   * and is to be ended there; else a push that comes yet will tell, see {@link Strays}.
   */
  void failed(ChannelId channel, Instant now, String why) {
    jdbc.sql(
            """
            update channel.watch_channel
               set state = case when resource_id is not null and coalesce(expires_at > :now, true)
                                then 'STRAY' else 'FAILED' end,
                   renew_at = :now, ended_at = :now, last_error = :why
             where channel_id = :channel and state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
            """)
        .param("now", Timestamp.from(now))
        .param("why", why)
        .param("channel", channel.value())
        .update();
  }

  /** It is of no use and could not be ended: to be tried again then. */
  void stray(ChannelId channel, String resourceId, Instant again, String why) {
    jdbc.sql(
            """
            update channel.watch_channel
               set state = 'STRAY', resource_id = :resource, renew_at = :again, last_error = :why
             where channel_id = :channel
            """)
        .param("resource", resourceId)
        .param("again", Timestamp.from(again))
        .param("why", why)
        .param("channel", channel.value())
        .update();
  }

  /** Deletes an account's channels whose life is long over; the rest waits for the next time. */
  void forgetOld(AccountId account, Instant now) {
    jdbc.sql(
            """
            delete from channel.watch_channel where channel_id in (
              select w.channel_id
                from channel.calendar c join channel.watch_channel w using (calendar_id)
               where c.account_id = :account and w.state in ('STOPPED', 'FAILED', 'RETIRING', 'STRAY')
                 and coalesce(w.expires_at, w.created_at) < :before
               limit :limit)
            """)
        .param("account", account.value())
        .param("before", Timestamp.from(now.minus(KEPT)))
        .param("limit", FORGOTTEN_AT_ONCE)
        .update();
  }

  /** From when to when a channel lives, and when it is replaced. */
  record Life(Instant expiresAt, Instant renewAt) {}
}
