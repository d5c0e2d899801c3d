package dev.calsync.channel.lifecycle;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.AccountConnected;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.AccountNeedsReauthorization;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarNotWatchable;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import dev.calsync.model.Lifecycle.ChannelSuspect;
import dev.calsync.model.Lifecycle.PersonForgotten;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows whose present state the other services have not been told. */
@Component
final class Unannounced {
  private final JdbcClient jdbc;

  Unannounced(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Lifecycle> accounts(int limit) {
    return jdbc.sql(
            """
            select account_id, user_id, version, state, reason, state_since
              from channel.account where version > announced_version
             order by state_since, account_id limit :limit
            """)
        .param("limit", limit)
        .query((row, _) -> account(row))
        .list();
  }

  private static Lifecycle account(ResultSet row) throws SQLException {
    var account = new AccountId(row.getObject("account_id", UUID.class));
    var user = new UserId(row.getObject("user_id", UUID.class));
    long version = row.getLong("version");
    Instant at = row.getTimestamp("state_since").toInstant();
    String reason = row.getString("reason");
    return switch (row.getString("state")) {
      case "CONNECTED" -> new AccountConnected(account, user, version, at);
      case "NEEDS_REAUTHORIZATION" ->
          new AccountNeedsReauthorization(account, user, version, at, reason == null ? "" : reason);
      default -> new AccountDisconnected(account, user, version, at);
    };
  }

  /** Of at most so many calendars; of a calendar in the order in which it is to be told. */
  List<Lifecycle> calendars(int limit) {
    return jdbc
        .sql(
            """
            select c.calendar_id, c.account_id, c.user_id, c.version, c.changed_at,
                   c.google_calendar_id, c.watchable, c.watched_until,
                   c.listed and c.selected and a.state <> 'DISCONNECTED' as wanted,
                   (select w.channel_id from channel.watch_channel w
                     where w.calendar_id = c.calendar_id and w.suspect_at is not null
                       and w.state = 'ACTIVE') as suspect
              from channel.calendar c join channel.account a using (account_id)
             where c.version > c.announced_version
             order by c.changed_at, c.calendar_id limit :limit
            """)
        .param("limit", limit)
        .query((row, _) -> calendar(row))
        .list()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /**
   * A suspicion comes first, under a version of its own: after it, as ever, the whole state, which
   * says that nobody is to rely on pushes.
   */
  private static List<Lifecycle> calendar(ResultSet row) throws SQLException {
    Lifecycle.OfAccount state = state(row);
    @Nullable UUID suspect = row.getObject("suspect", UUID.class);
    if (suspect == null || state instanceof CalendarRemoved) {
      return List.of(state);
    }
    var suspicion =
        new ChannelSuspect(
            state.accountId(),
            state.userId(),
            state.version() - 1,
            state.at(),
            new CalendarId(row.getObject("calendar_id", UUID.class)),
            new ChannelId(suspect));
    return List.of(suspicion, state);
  }

  private static Lifecycle.OfAccount state(ResultSet row) throws SQLException {
    var calendar = new CalendarId(row.getObject("calendar_id", UUID.class));
    var account = new AccountId(row.getObject("account_id", UUID.class));
    var user = new UserId(row.getObject("user_id", UUID.class));
    long version = row.getLong("version");
    Instant at = row.getTimestamp("changed_at").toInstant();
    String google = row.getString("google_calendar_id");
    if (!row.getBoolean("wanted")) {
      return new CalendarRemoved(account, user, version, at, calendar);
    }
    if (!row.getBoolean("watchable")) {
      return new CalendarNotWatchable(account, user, version, at, calendar, google);
    }
    @Nullable Timestamp until = row.getTimestamp("watched_until");
    return new CalendarAdded(
        account, user, version, at, calendar, google, until == null ? null : until.toInstant());
  }

  /** Those who left, once nothing of theirs is here but their own row. */
  List<Lifecycle> people(int limit) {
    return jdbc.sql(
            """
            select p.user_id, p.leaving_at from channel.person p
             where p.leaving_at is not null
               and not exists (select from channel.account a where a.user_id = p.user_id)
               and not exists (select from channel.pending_account w where w.user_id = p.user_id)
             order by p.leaving_at limit :limit
            """)
        .param("limit", limit)
        .query((row, _) ->
            (Lifecycle)
                new PersonForgotten(
                    new UserId(row.getObject("user_id", UUID.class)),
                    1,
                    row.getTimestamp("leaving_at").toInstant()))
        .list();
  }

  /** All have been told. */
  void forget(UserId user) {
    jdbc.sql("delete from channel.person where user_id = :user and leaving_at is not null")
        .param("user", user.value())
        .update();
  }

  void markAccount(AccountId account, long version) {
    mark(
        "update channel.account set announced_version = :version where account_id = :id",
        account.value(),
        version);
  }

  void markCalendar(CalendarId calendar, long version) {
    mark(
        "update channel.calendar set announced_version = :version where calendar_id = :id",
        calendar.value(),
        version);
  }

  /** Never backwards: another process may have announced a later version meanwhile. */
  private void mark(String update, UUID id, long version) {
    jdbc.sql(update + " and announced_version < :version")
        .param("id", id)
        .param("version", version)
        .update();
  }
}
