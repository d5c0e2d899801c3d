package dev.calsync.simulation;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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

  private final SimulatedGoogle google;
  private final Connection connection;

  Coverage(SimulatedGoogle google, Connection connection) {
    this.google = google;
    this.connection = connection;
  }

  /** Google is told to end a channel. */
  void stop(String email, Map<String, Object> channel) {
    List<Channel> alive = List.copyOf(google.administration().channels());
    google.stopChannel(email, GoogleFront.CLIENT, channel);
    alive.stream()
        .filter(ended -> ended.id().equals(channel.get("id")))
        .filter(ended ->
            google.administration().channels().stream().noneMatch(other -> isLike(ended, other)))
        .forEach(last -> requireUnused(last.id()));
  }

  private static boolean isLike(Channel ended, Channel other) {
    return other.email().equals(ended.email()) && other.resource().equals(ended.resource());
  }

  private void requireUnused(String channel) {
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
