package dev.calsync.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL as a child process, with the database and the roles of the services. */
final class Database implements AutoCloseable {
  static final String VERSION = "18";

  private static final String ROLES =
      """
      do $$
      begin
        if not exists (select from pg_roles where rolname = 'calsync') then
          create role calsync_reader nologin;
          create role calsync login createrole;
          create role calsync_notifier login in role calsync_reader;
        end if;
      end
      $$
      """;

  private final EmbeddedPostgres server;

  private Database(EmbeddedPostgres server) {
    this.server = server;
  }

  @SuppressWarnings("resource") // closed by close()
  static Database start(Path folder, int port) throws IOException, SQLException {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(cluster(folder))
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
            .setPort(port)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(Duration.ofSeconds(60)) // after a kill it recovers first
            .setServerConfig("fsync", "on") // the library turns these two off
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("unix_socket_directories", "")
            .start();
    var database = new Database(server);
    try {
      database.prepare();
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Ends the server that a killed run left behind; the caller holds the folder's lock, so it can be
   * nobody else's.
   */
  static void stopLeftover(Path folder) throws IOException {
    Path pidFile = cluster(folder).resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> leftover =
        lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    leftover = leftover.filter(Database::isPostgres);
    leftover.ifPresent(Database::stop);
    Files.deleteIfExists(pidFile); // its number may belong to another program by now
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void prepare() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(ROLES);
      boolean exists;
      try (var rows = statement.executeQuery("select from pg_database where datname = 'calsync'")) {
        exists = rows.next();
      }
      if (!exists) {
        statement.execute("create database calsync owner calsync");
      }
    }
  }

  private static Path cluster(Path folder) {
    return folder.resolve(VERSION); // a new major version cannot read the folder of an old one
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").contains("postgres");
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
