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
 * @param transaction until the database ends a transaction that does not go on, and frees its rows
 * @param network until the database takes for gone who no longer confirms what it is sent
 */
public record Silence(Duration service, Duration transaction, Duration network) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String LIMITS =
      """
      select extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval),
             current_setting('tcp_keepalives_idle')::int
             + current_setting('tcp_keepalives_interval')::int
               * current_setting('tcp_keepalives_count')::int
      """;

  /** What holds for the connections of a service. */
  public static Silence of(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LIMITS)) {
      row.next();
      return new Silence(
          Duration.ofMillis(connection.getNetworkTimeout()),
          Duration.ofSeconds(row.getLong(1)),
          Duration.ofSeconds(row.getLong(2)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether rows that are held in silence are free again before who waits for them gives up. */
  public boolean isShort() {
    return isWithin(service, LONGEST)
        && isWithin(network, LONGEST)
        && isWithin(transaction, service.dividedBy(2));
  }

  private static boolean isWithin(Duration time, Duration most) {
    return time.isPositive() && time.compareTo(most) <= 0;
  }
}
