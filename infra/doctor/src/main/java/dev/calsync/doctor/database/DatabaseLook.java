package dev.calsync.doctor.database;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.database.DatabaseFacts.Closed;
import dev.calsync.doctor.database.DatabaseFacts.Open;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Looks at the database and has it judged. */
public final class DatabaseLook {
  private static final String ABOUT =
      """
      select current_setting('server_version_num')::int, current_setting('server_version'),
             clock_timestamp(), current_setting('max_connections')::int
      """;

  private static final String CARELESS =
      """
      select name from pg_settings
       where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
      """;

  /**
   * What the services do all day, and what their migrations do at start. By number, not by name: a
   * name in a schema that may not be used is an error.
   */
  private static final String MISSING =
      """
      select format('%s on %I.%I', string_agg(privilege, ', '), n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace,
             unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as privilege
       where n.nspname in ('sync', 'channel', 'session') and c.relkind = 'r'
         and not has_table_privilege(c.oid, privilege)
       group by n.nspname, c.relname
      union all
      select format('USAGE on schema %I', nspname) from pg_namespace
       where nspname in ('sync', 'channel', 'session') and not has_schema_privilege(oid, 'USAGE')
      union all
      select 'CREATE on the database'
       where not exists (select from pg_namespace where nspname = 'sync')
         and not has_database_privilege(current_database(), 'CREATE')
      union all
      select 'CREATEROLE' where not exists (select from pg_roles where rolname = 'calsync_reader')
         and not (select rolcreaterole or rolsuper from pg_roles where rolname = current_user)
      """;

  private static final String READER_SEES_TOKENS =
      """
      select has_table_privilege(r.oid, c.oid, 'SELECT')
        from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
       where r.rolname = 'calsync_reader' and n.nspname = 'channel'
         and c.relname in ('credential', 'pending_account')
      """;

  private static final List<String> SERVICES = List.of("channel-manager", "sync-worker");

  private final Database database;
  private final Settings settings;
  private final InstantSource clock;

  /** Looks later. */
  public DatabaseLook(Database database, Settings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether it is what the services need. */
  public List<Finding> look() {
    var owner = new Owner(database.name(), settings.get(Setting.DATABASE_USERNAME));
    return DatabaseVerdict.of(facts(), Changesets.ours(), owner);
  }

  private DatabaseFacts facts() {
    try (Connection connection = database.open()) {
      Instant before = clock.instant();
      List<Open> about = Database.rows(connection, ABOUT, row -> open(row, before));
      Open open = about.getFirst();
      return new Open(
          open.version(),
          open.versionText(),
          open.clockAhead(),
          open.connections(),
          changesets(connection),
          locks(connection),
          Database.rows(connection, MISSING, row -> row.getString(1)),
          Database.rows(connection, CARELESS, row -> row.getString(1)),
          Database.rows(connection, READER_SEES_TOKENS, row -> row.getBoolean(1)).contains(true));
    } catch (SQLException e) {
      return new Closed(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
    }
  }

  private Open open(ResultSet row, Instant before) throws SQLException {
    Instant there = row.getObject(3, OffsetDateTime.class).toInstant();
    Instant here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    return new Open(
        row.getInt(1),
        row.getString(2),
        Duration.between(here, there),
        row.getInt(4),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  private static List<String> changesets(Connection connection) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String service : SERVICES) {
      String table = Changesets.table(service);
      if (exists(connection, table)) {
        all.addAll(
            Database.rows(
                connection, "select id from " + table, row -> service + ":" + row.getString(1)));
      }
    }
    return all;
  }

  /** A minute is longer than any of our migrations takes. */
  private static List<String> locks(Connection connection) throws SQLException {
    List<String> held = new ArrayList<>();
    for (String service : SERVICES) {
      String table = Changesets.table(service) + "_lock";
      if (exists(connection, table)) {
        held.addAll(
            Database.rows(
                connection,
                "select 1 from %s where locked and lockgranted < localtimestamp - interval '1 min'"
                    .formatted(table),
                _ -> table));
      }
    }
    return held;
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    return Database.rows(
            connection, "select to_regclass(?) is not null", row -> row.getBoolean(1), table)
        .contains(true);
  }
}
