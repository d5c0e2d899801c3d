package dev.calsync.testsupport;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How long a service and its database wait for each other when nothing is heard any more, as after
 * a cut in the network or while the service is stopped; zero means for ever.
 *
 * @param service until the service gives an answer up
 * @param database until the database ends a transaction that does not go on, and frees its rows
 */
public record Silence(Duration service, Duration database) {
  private static final String IDLE =
      """
      select setting::bigint from pg_settings where name = 'idle_in_transaction_session_timeout'
      """;

  /** What holds for the connections of a service. */
  public static Silence of(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet idle = statement.executeQuery(IDLE)) {
      idle.next();
      return new Silence(
          Duration.ofMillis(connection.getNetworkTimeout()), Duration.ofMillis(idle.getLong(1)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
