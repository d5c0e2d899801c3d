package dev.calsync.channel;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Lets one process at a time bring its schema up to date, of whichever service it is. Liquibase has
 * a lock of its own, but that is a table: of two that meet an empty database both create it, and
 * one fails. PostgreSQL frees this lock when its owner is gone, however that ended.
 */
@Component
final class SchemaLock implements BeanPostProcessor {
  /** The same number in each service: their changes give rights to one role. */
  private static final long KEY = 0x63616c73796e63L;

  /** Changing a schema takes seconds; whoever holds the lock for longer hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Map<String, Connection> held = new ConcurrentHashMap<>();

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase) {
      try {
        held.put(name, locked(liquibase.getDataSource()));
      } catch (SQLException e) {
        throw new BeanCreationException(name, "the schema cannot be locked", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BeanCreationException(name, "interrupted", e);
      }
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    Connection connection = held.remove(name);
    if (connection != null) {
      try (connection) {
        boolean _ = isTrue(connection, "select pg_advisory_unlock(" + KEY + ")");
      } catch (SQLException e) {
        throw new BeanCreationException(name, "the schema cannot be unlocked", e);
      }
    }
    return bean;
  }

  /** Asks again and again: a statement that waits would run into the connection's own limits. */
  private static Connection locked(DataSource database) throws SQLException, InterruptedException {
    Connection connection = database.getConnection();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isTrue(connection, "select pg_try_advisory_lock(" + KEY + ")")) {
      if (System.nanoTime() > end) {
        connection.close();
        throw new SQLException("another process has been changing it for " + PATIENCE);
      }
      Thread.sleep(PAUSE);
    }
    return connection;
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
