package dev.calsync.channel.calendar;

import com.google.api.services.calendar.model.CalendarListEntry;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The calendars of accounts; a row's version grows with every change that others are to hear of.
 */
@Component
final class CalendarRows {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  CalendarRows(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * Brings the rows of an account to what Google lists. The account's row is locked first, as by
   * all who touch many of its calendars: two of them would else wait for each other.
   *
   * @param watched whether pushes tell of changes: one that no push has told is noted with it, so
   *     that it is not forgotten where its reader dies
   */
  void follow(AccountId account, UserId user, List<CalendarListEntry> listed, boolean watched) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql("select from channel.account where account_id = :account for no key update")
          .param("account", account.value())
          .query((_, _) -> account)
          .list();
      long pushed = listed.stream().filter(entry -> save(account, user, entry)).count();
      haveListWatched(account, user);
      dropAllBut(account, listed.stream().map(CalendarListEntry::getId).toArray(String[]::new));
      if (watched && pushed > 0) {
        noteUntold(account);
      }
    });
  }

  /** One that its owner turned off stays so; where any other is listed, nothing is done. */
  void followPrimary(AccountId account, UserId user, String email) {
    jdbc.sql(
            """
            insert into channel.calendar as held
                   (account_id, user_id, google_calendar_id, summary, access_role, is_primary)
            select :account, :user, :email, :email, 'owner', true
             where not exists (select from channel.calendar
                                where account_id = :account and listed)
            on conflict (account_id, google_calendar_id) do update
               set listed = true, version = held.version + 1, changed_at = now(),
                   watch_due_at = now()
             where not held.listed
            """)
        .param("account", account.value())
        .param("user", user.value())
        .param("email", email)
        .update();
  }

  private void noteUntold(AccountId account) {
    jdbc.sql(
            """
            update channel.account set list_missed_at = now()
             where account_id = :account and list_pushed_at is null
            """)
        .param("account", account.value())
        .update();
  }

  /** The list's own row; no version of it is ever announced. */
  private void haveListWatched(AccountId account, UserId user) {
    jdbc.sql(
            """
            insert into channel.calendar
                   (account_id, user_id, google_calendar_id, summary, access_role, is_list, listed,
                    announced_version)
            values (:account, :user, '', 'the list', 'none', true, false, :never)
            on conflict do nothing
            """)
        .param("account", account.value())
        .param("user", user.value())
        .param("never", Long.MAX_VALUE)
        .update();
  }

  /**
   * New ones are wanted unless their owner hid them at Google; a known one keeps its selection.
   *
   * @return whether this is a change that Google pushes. Of a new name and of a calendar that is no
   *     longer listed that is not sure: its owner may have renamed it, or taken the right to it.
   */
  private boolean save(AccountId account, UserId user, CalendarListEntry entry) {
    return jdbc.sql(
            """
            insert into channel.calendar as held
                   (account_id, user_id, google_calendar_id, summary, time_zone, access_role, color,
                    is_primary, hidden, selected)
            values (:account, :user, :google, :summary, :zone, :role, :color, :primary, :hidden,
                    not :hidden)
            on conflict (account_id, google_calendar_id) do update
               set summary = excluded.summary, time_zone = excluded.time_zone,
                   access_role = excluded.access_role, color = excluded.color,
                   is_primary = excluded.is_primary, hidden = excluded.hidden, listed = true,
                   version = held.version + 1, changed_at = now(),
                   watch_due_at = case when held.listed then held.watch_due_at else now() end
             where (held.summary, held.time_zone, held.access_role, held.color, held.is_primary,
                    held.hidden, held.listed)
                   is distinct from
                   (excluded.summary, excluded.time_zone, excluded.access_role, excluded.color,
                    excluded.is_primary, excluded.hidden, true)
            returning (old.listed, old.hidden, old.color)
                      is distinct from (new.listed, new.hidden, new.color)
            """)
        .param("account", account.value())
        .param("user", user.value())
        .param("google", entry.getId())
        .param("summary", summary(entry))
        .param("zone", entry.getTimeZone())
        .param("role", entry.getAccessRole() == null ? "none" : entry.getAccessRole())
        .param("color", entry.getBackgroundColor())
        .param("primary", Boolean.TRUE.equals(entry.getPrimary()))
        .param("hidden", Boolean.TRUE.equals(entry.getHidden()))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** The name its reader gave it stands before the name its owner gave it. */
  private static String summary(CalendarListEntry entry) {
    if (entry.getSummaryOverride() != null) {
      return entry.getSummaryOverride();
    }
    return entry.getSummary() == null ? entry.getId() : entry.getSummary();
  }

  private void dropAllBut(AccountId account, String[] listed) {
    jdbc.sql(
            """
            update channel.calendar
               set listed = false, watched_until = null, version = version + 1, changed_at = now(),
                   watch_due_at = now()
             where account_id = :account and listed and not (google_calendar_id = any(:listed))
            """)
        .param("account", account.value())
        .param("listed", listed)
        .update();
  }

  /** Those that Google lists for an account of this user; empty if it is not theirs. */
  Optional<List<CalendarView>> listed(UserId user, AccountId account) {
    boolean theirs =
        jdbc.sql(
                """
                select exists (select from channel.account
                                where account_id = :account and user_id = :user
                                  and state <> 'DISCONNECTED')
                """)
            .param("account", account.value())
            .param("user", user.value())
            .query(Boolean.class)
            .single();
    return theirs ? Optional.of(listed(account)) : Optional.empty();
  }

  private List<CalendarView> listed(AccountId account) {
    return jdbc.sql(
            """
            select * from channel.calendar where account_id = :account and listed
             order by is_primary desc, summary
            """)
        .param("account", account.value())
        .query((row, _) ->
            new CalendarView(
                new CalendarId(row.getObject("calendar_id", UUID.class)),
                row.getString("google_calendar_id"),
                row.getString("summary"),
                row.getString("time_zone"),
                row.getString("access_role"),
                row.getString("color"),
                row.getBoolean("is_primary"),
                row.getBoolean("hidden"),
                row.getBoolean("selected"),
                row.getBoolean("watchable")))
        .list();
  }

  /**
   * Wants a calendar, or no longer; false if the user has no such calendar. A channel that could
   * not be ended meanwhile still delivers.
   */
  boolean select(UserId user, AccountId account, CalendarId calendar, boolean selected) {
    return jdbc.sql(
                """
                update channel.calendar c
                   set selected = :selected,
                       version = version + case when selected = :selected then 0 else 1 end,
                       changed_at = case when selected = :selected then changed_at else now() end,
                       watched_until = case when :selected
                         then coalesce(watched_until, (select expires_at from channel.watch_channel w
                                where w.calendar_id = c.calendar_id and w.state = 'ACTIVE'
                                  and w.confirmed_at is not null and w.suspect_at is null)) end,
                       watch_due_at = now()
                 where calendar_id = :calendar and account_id = :account and user_id = :user
                   and listed
                   and exists (select from channel.account a
                                where a.account_id = c.account_id and a.state <> 'DISCONNECTED')
                """)
            .param("selected", selected)
            .param("calendar", calendar.value())
            .param("account", account.value())
            .param("user", user.value())
            .update()
        == 1;
  }

  /** A calendar as its owner sees it in the list. */
  record CalendarView(
      CalendarId id,
      String googleCalendarId,
      String summary,
      @Nullable String timeZone,
      String accessRole,
      @Nullable String color,
      boolean primary,
      boolean hidden,
      boolean selected,
      boolean watchable) {}
}
