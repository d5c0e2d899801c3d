package dev.calsync.sync;

import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The worker's tables, for tests that need no worker. */
public final class WorkerSchema {
  private WorkerSchema() {}

  /** In the one database that all of them share: each takes away what it put there. */
  public static JdbcClient migrated() {
    var database = TestInfrastructure.database();
    Schemas.migrate(database, "sync-worker", "sync-worker.sql");
    return JdbcClient.create(
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
  }
}
