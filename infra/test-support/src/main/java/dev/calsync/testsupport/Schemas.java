package dev.calsync.testsupport;

import dev.calsync.testsupport.TestInfrastructure.Database;
import java.nio.file.Path;
import java.sql.DriverManager;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/**
 * Brings the schema of another service into a test's database from that service's own changelog, so
 * that a reader is tested against what the owner really makes.
 */
public final class Schemas {
  private Schemas() {}

  /**
   * Applies {@code <module>/src/main/resources/db/changelog/<changelog>}, under the table names
   * that the module itself uses.
   *
   * @param module a service's folder beside the one the test runs in, such as {@code sync-worker}
   */
  @SuppressWarnings("try") // DirectoryResourceAccessor.close declares Exception
  public static void migrate(Database database, String module, String changelog) {
    Path folder = Path.of("..", module);
    Path resources = folder.resolve(Path.of("src", "main", "resources"));
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var files = new DirectoryResourceAccessor(resources);
        var liquibase =
            new Liquibase("db/changelog/" + changelog, files, new JdbcConnection(connection))) {
      String prefix = String.valueOf(folder.getFileName()).replace('-', '_');
      liquibase.getDatabase().setDatabaseChangeLogTableName(prefix + "_changelog");
      liquibase.getDatabase().setDatabaseChangeLogLockTableName(prefix + "_changelog_lock");
      liquibase.update("");
    } catch (Exception e) {
      throw new IllegalStateException("could not apply the changelog of " + module, e);
    }
  }
}
