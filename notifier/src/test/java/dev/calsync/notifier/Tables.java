package dev.calsync.notifier;

import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables that the notifier finds, from the changelogs of those who own them. */
final class Tables {
  private static final AtomicBoolean MIGRATED = new AtomicBoolean();

  private Tables() {}

  /** In the one database that the tests share. */
  static void migrate() {
    if (MIGRATED.getAndSet(true)) {
      return;
    }
    migrate(TestInfrastructure.database());
  }

  /** The same, in any database. */
  static void migrate(Database database) {
    Schemas.migrate(database, "sync-worker", "sync-worker.sql");
    Schemas.migrate(database, "channel-manager", "channel-manager.sql");
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      boolean present =
          jdbc.sql("select to_regclass('session.spring_session') is not null")
              .query(Boolean.class)
              .single();
      if (!present) {
        jdbc.sql("create schema if not exists session").update();
        jdbc.sql("set search_path to session").update();
        ScriptUtils.executeSqlScript(
            connection,
            new ClassPathResource("org/springframework/session/jdbc/schema-postgresql.sql"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no database", e);
    }
  }
}
