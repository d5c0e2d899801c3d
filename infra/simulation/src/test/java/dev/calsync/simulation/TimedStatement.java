package dev.calsync.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement that may bring the time with it: then another goes before it on the same way to the
 * server, whose parameter and whose result are kept from the caller.
 */
final class TimedStatement implements InvocationHandler {
  private final PreparedStatement statement;
  private final @Nullable Instant time;
  private final VirtualDatabase database;

  /**
   * @param time what it brings
   */
  TimedStatement(PreparedStatement statement, @Nullable Instant time, VirtualDatabase database) {
    this.statement = statement;
    this.time = time;
    this.database = database;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    String name = method.getName();
    if (name.startsWith("execute")) {
      Object result = executed(name, method, args);
      database.told(statement.getWarnings());
      statement.clearWarnings();
      return result;
    }
    if (time != null && name.equals("addBatch")) {
      throw new SQLException("a batch that comes first in its transaction");
    }
    if (time != null
        && name.startsWith("set")
        && args != null
        && args.length > 1
        && args[0] instanceof Integer parameter) {
      args[0] = parameter + 1;
    }
    return call(method, args);
  }

  private @Nullable Object executed(String name, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (time == null) {
      return call(method, args);
    }
    try {
      statement.execute();
      boolean rows = statement.getMoreResults();
      database.timeIs(time);
      return switch (name) {
        case "execute" -> rows;
        case "executeQuery" -> statement.getResultSet();
        case "executeUpdate" -> statement.getUpdateCount();
        default -> throw new SQLException("nobody calls " + name);
      };
    } catch (SQLException e) {
      database.timeIsUnknown();
      throw e;
    }
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(statement, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
