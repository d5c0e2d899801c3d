package dev.calsync.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The database as one process reaches it: between its statements others run, statements and commits
 * break, and what a dead process sends does not arrive.
 */
final class DatabasePort extends AbstractDataSource {
  private static final String BROKEN = "08006"; // connection_failure, PostgreSQL appendix A

  private final VirtualDatabase database;
  private final Surroundings around;
  private final Consumer<List<String>> committed;
  private final UnaryOperator<String> statements;

  /**
   * @param committed told after each commit which rows it changed
   * @param statements what becomes of each statement's text
   */
  DatabasePort(
      VirtualDatabase database,
      Surroundings around,
      Consumer<List<String>> committed,
      UnaryOperator<String> statements) {
    this.database = database;
    this.around = around;
    this.committed = committed;
    this.statements = statements;
  }

  @Override
  public Connection getConnection() throws SQLException {
    around.touch();
    if (around.isDatabaseDown()) {
      throw new SQLException("the database is down", BROKEN);
    }
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new Guard(database.connection()));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private final class Guard implements InvocationHandler {
    private final Connection connection;

    Guard(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
        throws Throwable {
      return switch (method.getName()) {
        case "close" -> {
          end();
          yield null;
        }
        case "commit" -> {
          commit();
          yield null;
        }
        case "rollback" -> {
          rollback();
          yield null;
        }
        case "prepareStatement" -> {
          around.requireAlive();
          around.mayBreak(around.swarm().database().broken());
          if (args != null && args[0] instanceof String sql) {
            String sent = statements.apply(sql);
            around.noteStatement(sent);
            yield database.prepare(sent, around.now());
          }
          yield call(method, args);
        }
        default -> call(method, args);
      };
    }

    /** Half of the uncertain commits were done, and nobody was told. */
    private void commit() throws SQLException {
      around.requireAlive();
      boolean uncertain = around.happens(around.swarm().database().uncertain());
      if (uncertain && around.happens(0.5)) {
        rollback();
      } else {
        connection.commit();
        committed.accept(database.takeChanged());
      }
      if (uncertain) {
        throw new SQLException("the connection broke during a commit", BROKEN);
      }
    }

    /** Outside of transactions every statement has committed by itself. */
    private void end() throws SQLException {
      if (!connection.getAutoCommit()) {
        rollback();
        connection.setAutoCommit(true);
      } else {
        committed.accept(database.takeChanged());
      }
    }

    private void rollback() throws SQLException {
      connection.rollback();
      database.takeChanged();
      database.timeIsUnknown();
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] args)
        throws Throwable {
      try {
        return method.invoke(connection, args);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }
}
