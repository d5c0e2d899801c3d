package dev.calsync.simulation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Wherever a channel is ended that was in use, another is alive: a push twice is harmless, a push
 * never is not. A calendar that nobody wants any more needs none.
 */
final class Coverage {
  private static final String IN_USE =
      """
      select w.state from channel.watch_channel w join channel.calendar c using (calendar_id)
       where w.channel_id = ? and w.state in ('ACTIVE', 'RETIRING') and c.selected
      """;

  private final Connection connection;

  Coverage(Connection connection) {
    this.connection = connection;
  }

  /**
   * Google was told to end a channel.
   *
   * @param others how many of the same calendar's are alive
   */
  void ended(String channel, int others) {
    if (others > 0) {
      return;
    }
    try (PreparedStatement select = connection.prepareStatement(IN_USE)) {
      select.setObject(1, UUID.fromString(channel));
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          throw new Violation(
              "the last channel of its calendar was ended, %s, %s"
                  .formatted(channel, row.getString(1)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
