package dev.calsync.sync;

import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The worker's tables, for tests that need no worker: in a database of their own, since a worker
 * that another test has left running would take their calendars.
 */
public final class WorkerSchema {
  private WorkerSchema() {}

  /** One that all of them share: each takes away what it put there. */
  public static Database database() {
    return Holder.DATABASE;
  }

  public static DriverManagerDataSource dataSource() {
    Database database = database();
    return new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
  }

  public static JdbcClient migrated() {
    return JdbcClient.create(dataSource());
  }

  private static final class Holder {
    private static final Database DATABASE = made();

    private static Database made() {
      Database database = TestInfrastructure.newDatabase("without_workers");
      Schemas.migrate(database, "sync-worker", "sync-worker.sql");
      return database;
    }
  }
}
