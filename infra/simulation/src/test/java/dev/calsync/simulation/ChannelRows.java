package dev.calsync.simulation;

import dev.calsync.model.CalendarId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The channels that the managers go by, as their rows stand. */
final class ChannelRows {
  private final VirtualDatabase database;

  ChannelRows(VirtualDatabase database) {
    this.database = database;
  }

  /** The ids of all that are in use. */
  Set<String> inUse(Instant now) {
    return ids("true", now);
  }

  /** Those of one calendar. */
  Set<String> inUse(CalendarId calendar, Instant now) {
    return ids("calendar_id = '" + calendar + "'", now);
  }

  /** What the database would do by itself. */
  void clean(Instant now) throws SQLException {
    try (var statement = database.at(now).createStatement()) {
      statement.execute("vacuum channel.calendar, channel.watch_channel");
    }
  }

  private Set<String> ids(String which, Instant now) {
    Set<String> ids = new HashSet<>();
    try (var statement = database.at(now).createStatement();
        ResultSet row =
            statement.executeQuery(
                "select channel_id from channel.watch_channel"
                    + " where state in ('OPENING', 'ACTIVE', 'RETIRING') and "
                    + which)) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
