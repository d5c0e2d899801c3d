package dev.calsync.system;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

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
}
