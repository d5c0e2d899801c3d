package dev.calsync.system;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code sync.calendar_sync} as an operator looks at them. */
final class CalendarRows {
  private final String url;

  CalendarRows(String url) {
    this.url = url;
  }

  /** Who holds a calendar, and how far it has come. */
  record Row(boolean leased, long epoch, String token, long numbered) {}

  Row of(String calendar) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement =
            connection.prepareStatement(
                """
                select lease_owner is not null, lease_epoch, coalesce(sync_token, ''), change_seq
                  from sync.calendar_sync where calendar_id = ?
                """)) {
      statement.setObject(1, UUID.fromString(calendar));
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no calendar " + calendar);
        }
        return new Row(row.getBoolean(1), row.getLong(2), row.getString(3), row.getLong(4));
      }
    }
  }

  /** As a worker notes it that Google refuses a calendar, or no longer does ({@code null}). */
  void parks(String calendar, @Nullable String because) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement =
            connection.prepareStatement(
                """
                with news as (select ?::text as parked)
                update sync.calendar_sync s
                   set parked = news.parked, state_since = now(),
                       due_at = case when news.parked is null then s.due_at
                                     else now() + interval '6 hours' end
                  from news where calendar_id = ?
                """)) {
      statement.setString(1, because);
      statement.setObject(2, UUID.fromString(calendar));
      statement.executeUpdate();
    }
  }

  /** How many calendars of a person are being read, or will be within a minute. */
  long busy(Person person) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement =
            connection.prepareStatement(
                """
                select count(*)
                  from channel.calendar c
                  join channel.account a using (account_id)
                  join sync.calendar_sync s using (calendar_id)
                 where a.email = ?
                   and (s.lease_owner is not null or s.due_at < now() + interval '1 minute')
                """)) {
      statement.setString(1, person.email());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
