package dev.calsync.simulation;

import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL in virtual time: {@code now()} is looked up in a schema of ours before the
 * system's, so the services' statements run as they are. One connection is enough for all, since
 * nobody pauses in the middle of a transaction. Each run has a database for itself, in which every
 * row lies where it lay the last time: nothing is left of earlier runs, nothing is vacuumed, and
 * plans do not depend on what went before.
 */
final class VirtualDatabase {
  /** Stands before what a changed row is told with. */
  private static final String ROW = "calsync row ";

  private static final String TIME =
      """
      create schema simulated;
      create function simulated.now() returns timestamptz stable language sql
        as $$ select current_setting('calsync.now')::timestamptz $$;
      create function simulated.clock_timestamp() returns timestamptz stable language sql
        as $$ select current_setting('calsync.now')::timestamptz $$;
      create function simulated.tell() returns trigger language plpgsql as $$
      begin
        raise notice '%', concat_ws(E'\t', 'calsync row ' || new.calendar_id,
          coalesce(new.sync_token, ''), new.lease_epoch, new.change_seq, new.published_seq,
          new.synced_gen, new.lease_owner is not null, new.requested_gen > new.synced_gen
            and coalesce(new.due_at, 'infinity') > simulated.now() + interval '5 s');
        return null;
      end $$;
      """;
  private static final String TELLING =
      """
      create trigger tell after insert or update on sync.calendar_sync
        for each row execute function simulated.tell()
      """;
  private static final Map<String, String> SETTINGS =
      Map.of("autovacuum", "off", "jit", "off", "max_parallel_workers_per_gather", "0");
  private static final String SET_TIME = "select set_config('calsync.now', ?, false)";

  private static final String WRITTEN =
      """
      select schemaname || '.' || tablename from pg_tables
       where schemaname in ('sync', 'channel')
         and pg_relation_size((schemaname || '.' || tablename)::regclass) > 0
       order by 1
      """;
  private static final String SCHEDULE =
      "insert into sync.audit_schedule values (true, '-infinity')";

  private static final Queue<VirtualDatabase> FREE = new ConcurrentLinkedQueue<>();

  private final Connection connection;
  private final PreparedStatement setTime;
  private final List<String> changed = new ArrayList<>();
  private Instant shown = Instant.MIN;

  private VirtualDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.setTime = connection.prepareStatement(SET_TIME);
  }

  /** One that nobody uses, empty. */
  static VirtualDatabase take() {
    VirtualDatabase free = FREE.poll();
    VirtualDatabase database = free == null ? Server.newDatabase() : free;
    database.empty();
    return database;
  }

  /** Nobody uses it any more. */
  void giveBack() {
    FREE.add(this);
  }

  /** Forgets what earlier runs left, in whatever state. */
  private void empty() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      try (var statement = connection.createStatement()) {
        statement.execute(emptying());
      }
      changed.clear();
      timeIsUnknown();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The connection, at this time. */
  Connection at(Instant now) throws SQLException {
    if (!now.equals(shown)) {
      setTime.setString(1, now.toString());
      setTime.execute();
      shown = now;
    }
    return connection;
  }

  /** The connection, at whatever time it was used last. */
  Connection connection() {
    return connection;
  }

  /** A statement of the services, at this time; it brings the time with it if that has passed. */
  PreparedStatement prepare(String sql, Instant now) throws SQLException {
    boolean bringsTime = !now.equals(shown) && !sql.stripLeading().startsWith("insert");
    PreparedStatement statement =
        bringsTime
            ? connection.prepareStatement(SET_TIME + ";" + sql)
            : at(now).prepareStatement(sql);
    if (bringsTime) {
      statement.setString(1, now.toString());
    }
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            new TimedStatement(statement, bringsTime ? now : null, this));
  }

  /** The server was told the time. */
  void timeIs(Instant now) {
    shown = now;
  }

  /** What was told the server may have gone with a transaction. */
  void timeIsUnknown() {
    shown = Instant.MIN;
  }

  /** Takes in what the server says beside its answers: which rows have changed. */
  void told(@Nullable SQLWarning first) {
    for (SQLWarning notice = first; notice != null; notice = notice.getNextWarning()) {
      String text = String.valueOf(notice.getMessage());
      int row = text.indexOf(ROW);
      if (row >= 0) {
        changed.add(text.substring(row + ROW.length()).lines().findFirst().orElseThrow());
      }
    }
  }

  /** How the rows of {@code sync.calendar_sync} stood after each change since the last time. */
  List<String> takeChanged() {
    List<String> rows = List.copyOf(changed);
    changed.clear();
    return rows;
  }

  boolean isInTransaction() {
    try {
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A table that nobody has written to is as it was made. Plans that read such tables alone are
   * kept from run to run; they are those of a fresh database, for PostgreSQL plans for any table
   * that was never vacuumed as if it had ten pages, and none that a run may leave alone grows
   * beyond.
   */
  private String emptying() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet table = statement.executeQuery(WRITTEN)) {
      while (table.next()) {
        tables.add(table.getString(1));
      }
    }
    return "truncate " + String.join(", ", tables) + " restart identity cascade;" + SCHEDULE;
  }

  /** The server of this JVM, begun at its first use, and the database that all others copy. */
  private static final class Server {
    private static final Database SERVER = TestInfrastructure.databaseOfItsOwn(SETTINGS);
    private static int databases;

    static synchronized VirtualDatabase newDatabase() {
      try {
        if (databases == 0) {
          makeFirst();
        }
        String name = "simulation_" + ++databases;
        create(name + " template simulation");
        return new VirtualDatabase(connect(inVirtualTime(name)));
      } catch (SQLException e) {
        throw new IllegalStateException("the database cannot be made", e);
      }
    }

    private static void makeFirst() throws SQLException {
      create("simulation");
      Database first = inVirtualTime("simulation");
      execute(first, TIME);
      Schemas.migrate(first, "../sync-worker", "sync-worker.sql");
      Schemas.migrate(first, "../channel-manager", "channel-manager.sql");
      execute(first, TELLING);
    }

    private static void create(String database) throws SQLException {
      execute(SERVER, "create database " + database);
    }

    private static void execute(Database database, String sql) throws SQLException {
      try (var connection = connect(database);
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private static Database inVirtualTime(String name) {
      String address = SERVER.jdbcUrl().replaceFirst("/postgres(\\?.*)?$", "/" + name);
      String options =
          "-c%20calsync.now=2026-01-01%20-c%20search_path=simulated,pg_catalog,public"
              + "%20-c%20plan_cache_mode=force_generic_plan";
      return new Database(
          address + "?reWriteBatchedInserts=true&prepareThreshold=1&options=" + options,
          SERVER.user(),
          SERVER.password());
    }

    private static Connection connect(Database database) throws SQLException {
      return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
  }
}
