package dev.calsync.simulation;

import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL in virtual time: {@code now()} is looked up in a schema of ours before the
 * system's, so the services' statements run as they are. One connection is enough for all, since
 * nobody pauses in the middle of a transaction.
 */
final class VirtualDatabase {
  private static final String TIME =
      """
      create schema simulated;
      create function simulated.now() returns timestamptz stable language sql
        as $$ select current_setting('calsync.now')::timestamptz $$;
      create function simulated.clock_timestamp() returns timestamptz stable language sql
        as $$ select current_setting('calsync.now')::timestamptz $$;
      """;

  private final Connection connection;
  private final PreparedStatement setTime;
  private final String emptying;
  private Instant shown = Instant.MIN;

  private VirtualDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.setTime = connection.prepareStatement("select set_config('calsync.now', ?, false)");
    this.emptying = emptying(connection);
  }

  /** The one of this JVM, made at its first use. */
  static VirtualDatabase shared() {
    return Holder.DATABASE;
  }

  /** Forgets what earlier runs left. */
  void empty() {
    try (var statement = connection.createStatement()) {
      statement.execute(emptying);
      shown = Instant.MIN;
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

  boolean isInTransaction() {
    try {
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VirtualDatabase make() {
    Database server = TestInfrastructure.database();
    try {
      try (var admin = connect(server);
          var statement = admin.createStatement()) {
        statement.execute("create database simulation");
      }
      Database own = inVirtualTime(server);
      Connection connection = connect(own);
      try (var statement = connection.createStatement()) {
        statement.execute(TIME);
      }
      Schemas.migrate(own, "../sync-worker", "sync-worker.sql");
      Schemas.migrate(own, "../channel-manager", "channel-manager.sql");
      return new VirtualDatabase(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be made", e);
    }
  }

  private static Database inVirtualTime(Database server) {
    String address = server.jdbcUrl().replaceFirst("/postgres(\\?.*)?$", "/simulation");
    String options = "-c%20calsync.now=2026-01-01%20-c%20search_path=simulated,pg_catalog,public";
    return new Database(
        address + "?reWriteBatchedInserts=true&options=" + options,
        server.user(),
        server.password());
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /** One statement; without triggers the order of tables does not matter. */
  private static String emptying(Connection connection) throws SQLException {
    List<String> script = new ArrayList<>();
    script.add("set session_replication_role = replica");
    try (var statement = connection.createStatement();
        ResultSet table =
            statement.executeQuery(
                """
                select schemaname || '.' || tablename from pg_tables
                 where schemaname in ('sync', 'channel') order by 1
                """)) {
      while (table.next()) {
        script.add("delete from " + table.getString(1));
      }
    }
    script.add("set session_replication_role = origin");
    return String.join(";", script);
  }

  private static final class Holder {
    static final VirtualDatabase DATABASE = make();
  }
}
