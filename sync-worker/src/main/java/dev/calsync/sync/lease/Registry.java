package dev.calsync.sync.lease;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which calendars there are, as the channel manager tells it. A message is applied if its version
 * is greater than what was applied before, so that repeated and late ones change nothing.
 */
@Repository
public class Registry {
  private final JdbcClient jdbc;

  Registry(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A calendar to be kept in sync, due at once.
   *
   * @param partition of the notifications about it
   * @return whether this was news
   */
  public boolean keep(
      Lifecycle.OfAccount message,
      CalendarId calendar,
      String googleCalendarId,
      @Nullable Instant watchedUntil,
      int partition) {
    return jdbc.sql(
                """
                insert into sync.calendar_sync as s
                       (calendar_id, account_id, user_id, google_calendar_id, kpart,
                        lifecycle_version, watched_until, requested_gen, due_at)
                values (:calendar, :account, :user, :google, :partition,
                        :version, :until, 1, now())
                on conflict (calendar_id) do update
                   set lifecycle_version = :version, watched_until = :until, kpart = :partition,
                       watch_turned_at = case when (s.watched_until is null) = (excluded.watched_until is null)
                                              then s.watch_turned_at else now() end,
                       google_calendar_id = :google, removed = false, requested_gen = s.requested_gen + 1,
                       sync_token = case when s.removed then null else s.sync_token end,
                       last_synced_at = case when s.removed then null else s.last_synced_at end,
                       state_since = case when s.removed then now() else s.state_since end,
                       due_at = case
                         when s.lease_until > now() then s.due_at
                         when s.parked = 'NEEDS_REAUTHORIZATION' then s.due_at
                         else greatest(now(), coalesce(s.not_before, '-infinity'))
                       end
                 where s.lifecycle_version < :version
                """)
            .param("calendar", calendar.value())
            .param("account", message.accountId().value())
            .param("user", message.userId().value())
            .param("google", googleCalendarId)
            .param("partition", partition)
            .param("version", message.version())
            .param("until", watchedUntil == null ? null : watchedUntil.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /**
   * A calendar to be forgotten: its next turn removes its events and says so, and rejects its
   * edits. One that was never heard of is remembered as removed, since an edit of it may still
   * come.
   *
   * @param partition of the notifications about it
   * @return whether this was news
   */
  public boolean remove(Lifecycle.OfAccount message, CalendarId calendar, int partition) {
    return jdbc.sql(
                """
                insert into sync.calendar_sync as s
                       (calendar_id, account_id, user_id, google_calendar_id, kpart,
                        lifecycle_version, removed, requested_gen, due_at)
                values (:calendar, :account, :user, '', :partition, :version, true, 1, now())
                on conflict (calendar_id) do update
                   set lifecycle_version = :version, removed = true, watched_until = null,
                       parked = null, not_before = null, requested_gen = s.requested_gen + 1,
                       sync_token = null, page_token = null, full_sync_since = null,
                       due_at = case when s.lease_until > now() then s.due_at else now() end
                 where s.lifecycle_version < :version
                """)
            .param("calendar", calendar.value())
            .param("account", message.accountId().value())
            .param("user", message.userId().value())
            .param("partition", partition)
            .param("version", message.version())
            .update()
        > 0;
  }

  /**
   * Google is said to push for it, and does not: it is polled until the channel manager says
   * otherwise, beginning now.
   *
   * @return whether this was news
   */
  public boolean suspect(Lifecycle.OfAccount message, CalendarId calendar) {
    return jdbc.sql(
                """
                update sync.calendar_sync
                   set lifecycle_version = :version, watched_until = null,
                       watch_turned_at = case when watched_until is null then watch_turned_at else now() end,
                       requested_gen = requested_gen + 1,
                       due_at = case
                         when lease_until > now() or parked is not null then due_at
                         else greatest(now(), coalesce(not_before, '-infinity'))
                       end
                 where calendar_id = :calendar and lifecycle_version < :version and not removed
                """)
            .param("calendar", calendar.value())
            .param("version", message.version())
            .update()
        > 0;
  }

  /**
   * The account's grant works again: its parked calendars are due, and a turn under way that is
   * told otherwise by now does not park its own. Of those at rest nothing is asked.
   *
   * @return all of them
   */
  public List<CalendarId> unpark(AccountId account, long version) {
    return jdbc.sql(
            """
            update sync.calendar_sync
               set account_version = :version,
                   requested_gen = requested_gen + case
                     when lease_owner is not null or parked = 'NEEDS_REAUTHORIZATION' then 1 else 0 end,
                   state_since = case when parked = 'NEEDS_REAUTHORIZATION' then now() else state_since end,
                   due_at = case
                     when lease_until > now() then due_at
                     when parked = 'NEEDS_REAUTHORIZATION' then now()
                     else due_at
                   end,
                   parked = nullif(parked, 'NEEDS_REAUTHORIZATION')
             where account_id = :account and account_version < :version and not removed
            returning calendar_id
            """)
        .param("account", account.value())
        .param("version", version)
        .query((row, _) -> CalendarId.of(row.getString(1)))
        .list();
  }

  /** The account's grant is dead: its calendars take no turns, and keep what they have. */
  public void park(AccountId account, long version, String reason) {
    jdbc.sql(
            """
            update sync.calendar_sync s
               set account_version = :version, parked = 'NEEDS_REAUTHORIZATION',
                   state_since = case when parked = 'NEEDS_REAUTHORIZATION' then state_since else now() end,
                   last_error = :reason,
                   due_at = case
                     when lease_until > now() then due_at
                     when exists (select from sync.command c
                                   where c.calendar_id = s.calendar_id and c.status = 'PENDING')
                     then now() -- Once more, to tell whoever waits for an edit.
                   end
             where account_id = :account and account_version < :version and not removed
            """)
        .param("account", account.value())
        .param("version", version)
        .param("reason", reason)
        .update();
  }

  /**
   * An account was taken away: its calendars never come back, and what is left of them once they
   * are removed is deleted when that time is over.
   */
  public void disconnect(AccountId account, Duration keep) {
    jdbc.sql(
            """
            update sync.calendar_sync
               set forget_at = least(forget_at, now() + make_interval(secs => :keep))
             where account_id = :account
            """)
        .param("account", account.value())
        .param("keep", keep.toSeconds())
        .update();
  }

  /**
   * A person wants nothing to be left: their calendars are removed, and then deleted with all that
   * was numbered for them. Of calendars whose removal was told already this is no news.
   *
   * @return those that are due for it
   */
  public List<CalendarId> forget(UserId user) {
    jdbc.sql("update sync.user_feed set leaving = true where user_id = :user")
        .param("user", user.value())
        .update();
    return jdbc.sql(
            """
            update sync.calendar_sync
               set forget_at = now(), watched_until = null, parked = null, not_before = null,
                   sync_token = null, page_token = null, full_sync_since = null,
                   requested_gen = requested_gen + case when removed then 0 else 1 end,
                   due_at = case when removed or lease_until > now() then due_at else now() end,
                   removed = true
             where user_id = :user
            returning calendar_id
            """)
        .param("user", user.value())
        .query((row, _) -> CalendarId.of(row.getString(1)))
        .list();
  }
}
