package dev.calsync.doctor.database;

import dev.calsync.doctor.check.ClockDifference;
import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.database.DatabaseFacts.Closed;
import dev.calsync.doctor.database.DatabaseFacts.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the services can live with this database. */
final class DatabaseVerdict {
  /** The first with uuidv7(), from which our ids come. */
  private static final int OLDEST = 180_000;

  /** Sixteen, eight and twenty connections of one process of each service, and some to spare. */
  private static final int FEW_CONNECTIONS = 50;

  private DatabaseVerdict() {}

  /**
   * Judges it.
   *
   * @param changesets those of the services of this version
   */
  static List<Finding> of(DatabaseFacts facts, List<String> changesets, Owner owner) {
    return switch (facts) {
      case Closed closed -> List.of(closed(closed, owner));
      case Open open when open.version() < OLDEST ->
          List.of(
              new Broken(
                  "database-too-old",
                  "PostgreSQL " + open.versionText() + "; the schemas need 18",
                  "move to PostgreSQL 18: https://www.postgresql.org/docs/18/upgrading.html"));
      case Open open -> open(open, changesets, owner);
    };
  }

  private static Finding closed(Closed closed, Owner owner) {
    return switch (closed.state()) {
      case "28P01", "28000" ->
          new Broken(
              "database-refuses-role",
              "the database does not let %s in with this password".formatted(owner.role()),
              "SPRING_DATASOURCE_USERNAME=… and SPRING_DATASOURCE_PASSWORD=…, or in psql:"
                  + " \\password "
                  + owner.role());
      case "3D000" ->
          new Broken(
              "no-database",
              "the server has no such database: " + closed.why(),
              "create database %s owner %s;".formatted(owner.database(), owner.role()));
      case String state when state.startsWith("08") ->
          new Broken(
              "database-unreachable",
              "no connection: " + closed.why(),
              "start PostgreSQL, or SPRING_DATASOURCE_URL=jdbc:postgresql://<host>:<port>/calsync");
      default ->
          new Broken(
              "database-unusable",
              "%s (SQLSTATE %s)".formatted(closed.why(), closed.state()),
              "see PostgreSQL's log, and"
                  + " https://www.postgresql.org/docs/18/errcodes-appendix.html");
    };
  }

  private static List<Finding> open(Open open, List<String> changesets, Owner owner) {
    List<Finding> findings = new ArrayList<>();
    privileges(open, owner, findings);
    migrations(open, changesets, findings);
    server(open, findings);
    if (findings.isEmpty()) {
      findings.add(
          new Fine(
              "PostgreSQL %s, all %d migrations".formatted(open.versionText(), changesets.size())));
    }
    findings.add(new ClockDifference("the database", "this machine", open.clockAhead()).finding());
    return findings;
  }

  private static void privileges(Open open, Owner owner, List<Finding> findings) {
    String role = owner.role();
    if (!open.missing().isEmpty()) {
      findings.add(
          new Broken(
              "privileges-missing",
              "%s lacks %s".formatted(role, String.join("; ", open.missing())),
              "alter role %s createrole; alter database %s owner to %s; grant all on all tables"
                      .formatted(role, owner.database(), role)
                  + " in schema sync, channel, session to "
                  + role
                  + ";"));
    }
    if (open.readerSeesTokens()) {
      findings.add(
          new Broken(
              "reader-sees-tokens",
              "the readers' role calsync_reader may read stored tokens",
              "revoke all on channel.credential, channel.pending_account from calsync_reader;"));
    }
  }

  private static void migrations(Open open, List<String> changesets, List<Finding> findings) {
    Stream.of("channel-manager", "sync-worker")
        .forEach(service -> {
          List<String> missing =
              changesets.stream()
                  .filter(id -> id.startsWith(service + ":") && !open.changesets().contains(id))
                  .toList();
          if (!missing.isEmpty()) {
            findings.add(
                new Broken(
                    "migrations-missing",
                    "not run yet: " + String.join(", ", missing),
                    "start %s of this version: java -jar %s.jar".formatted(service, service)));
          }
        });
    List<String> unknown =
        open.changesets().stream().filter(id -> !changesets.contains(id)).toList();
    if (!unknown.isEmpty()) {
      findings.add(
          new Doubtful(
              "migrations-unknown",
              "run by a newer version than this doctor's: " + String.join(", ", unknown),
              "use the doctor of the version that runs"));
    }
    for (String table : open.locks()) {
      findings.add(
          new Broken(
              "migrations-locked",
              "a process that ended in a migration left %s locked".formatted(table),
              "update %s set locked = false, lockgranted = null, lockedby = null;"
                  .formatted(table)));
    }
  }

  private static void server(Open open, List<Finding> findings) {
    for (String setting : open.careless()) {
      findings.add(
          new Doubtful(
              "database-careless",
              "%s is off: what was acknowledged may be lost in a crash".formatted(setting),
              "alter system set %s = on; select pg_reload_conf();".formatted(setting)));
    }
    if (open.connections() < FEW_CONNECTIONS) {
      findings.add(
          new Doubtful(
              "few-connections",
              "max_connections is %d; one process of each service may want 44"
                  .formatted(open.connections()),
              "alter system set max_connections = 100;   -- then restart PostgreSQL"));
    }
  }
}
