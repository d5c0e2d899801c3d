package dev.calsync.sync;

import dev.calsync.sync.quota.Quota;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database as a turn meets it that dies, or falls asleep, at a chosen step. Turns are known by
 * their threads' names; whoever died reaches the database no more, as after {@code kill -9}.
 */
final class PerilousDatabase extends DelegatingDataSource {
  private static final String CONNECTION_FAILURE = "08006"; // PostgreSQL, appendix A

  private final Set<Thread> dead = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Peril peril;
  private volatile boolean away;

  PerilousDatabase(DataSource database) {
    super(database);
  }

  /** Where it happens. */
  enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT,
    /** Before the turn speaks with the database: sleeps until it is woken. */
    ASLEEP,
    /** From then on neither a turn nor whoever gives turns reaches the database any more. */
    AWAY_BEFORE_COMMIT,
    /** The same; and what was committed is not answered. */
    AWAY_AFTER_COMMIT
  }

  /** From now on, the next turn meets it at its {@code step}-th such moment. */
  Peril arm(Moment moment, int step) {
    var armed = new Peril(moment, step);
    peril = armed;
    return armed;
  }

  void disarm() {
    peril = null;
    away = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Peril armed = peril;
    if (away && Thread.currentThread().getName().startsWith("sync-")) {
      throw new SQLException("the database is away", CONNECTION_FAILURE);
    }
    if (armed != null && isTurn()) {
      if (dead.contains(Thread.currentThread())) {
        throw new Killed();
      }
      armed.sleepIfNow();
    }
    Connection connection = super.getConnection();
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          boolean text = arguments != null && arguments.length == 1;
          return switch (method.getName()) {
            case "commit" -> commit(connection, () -> call(method, connection, arguments));
            case "prepareStatement" ->
                text
                        && connection.getAutoCommit()
                        && String.valueOf(arguments[0]).contains("update")
                    ? committing(
                        connection, connection.prepareStatement(String.valueOf(arguments[0])))
                    : call(method, connection, arguments);
            default -> call(method, connection, arguments);
          };
        });
  }

  /** A statement outside of transactions commits by itself. */
  private PreparedStatement committing(Connection connection, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) ->
            method.getName().startsWith("execute")
                ? commit(connection, () -> call(method, statement, arguments))
                : call(method, statement, arguments));
  }

  private static boolean isTurn() {
    return Thread.currentThread().getName().startsWith("sync-turn-");
  }

  private @Nullable Object commit(Connection connection, Work work) throws Throwable {
    Peril armed = peril;
    if (armed == null || !isTurn() || !armed.isDeathNow()) {
      return work.run();
    }
    if (armed.moment == Moment.AFTER_COMMIT || armed.moment == Moment.AWAY_AFTER_COMMIT) {
      work.run();
    } else if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    if (armed.takesTheDatabaseAway()) {
      away = armed.equals(peril); // unless it was disarmed meanwhile
      armed.struck.countDown();
      throw new SQLException("the connection broke", CONNECTION_FAILURE);
    }
    dead.add(Thread.currentThread());
    Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {}); // a kill says nothing
    armed.struck.countDown();
    throw new Killed();
  }

  private static @Nullable Object call(
      java.lang.reflect.Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Nobody catches it, as nobody does anything after {@code kill -9}. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private interface Work {
    @Nullable Object run() throws Throwable;
  }

  /** One blow to the first turn that comes by. */
  static final class Peril {
    private final Moment moment;
    private final int step;
    private final CountDownLatch struck = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);
    private @Nullable Thread victim;
    private int steps;

    private Peril(Moment moment, int step) {
      this.moment = moment;
      this.step = step;
    }

    boolean hasStruck() {
      return struck.getCount() == 0;
    }

    /** The sleeper goes on, and has come to its end when this returns. */
    void wake() throws InterruptedException {
      woken.countDown();
      awaitEnd();
    }

    /** The turn that was struck has come to its end when this returns. */
    void awaitEnd() throws InterruptedException {
      Thread struckDown = victim();
      if (struckDown != null) {
        struckDown.join();
      }
    }

    private boolean takesTheDatabaseAway() {
      return moment == Moment.AWAY_BEFORE_COMMIT || moment == Moment.AWAY_AFTER_COMMIT;
    }

    private synchronized @Nullable Thread victim() {
      return victim;
    }

    private boolean isDeathNow() {
      return moment != Moment.ASLEEP && isNow();
    }

    private void sleepIfNow() throws SQLException {
      if (moment == Moment.ASLEEP && !isAskingForCalls() && isNow()) {
        struck.countDown();
        try {
          woken.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLException(e);
        }
      }
    }

    /** Who sleeps then keeps all others of its account waiting until the statement times out. */
    private static boolean isAskingForCalls() {
      return StackWalker.getInstance()
          .walk(frames ->
              frames.anyMatch(frame -> frame.getClassName().equals(Quota.class.getName())));
    }

    /** Only the steps of the first turn count. */
    private synchronized boolean isNow() {
      if (victim == null) {
        victim = Thread.currentThread();
      }
      return victim.equals(Thread.currentThread()) && ++steps == step;
    }
  }
}
