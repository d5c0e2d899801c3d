package dev.calsync.load;

import dev.calsync.model.CalendarId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.common.utils.Utils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The worker's tables, filled and looked at from outside, through one connection. */
final class Store implements AutoCloseable {
  static final int PARTITIONS = 16;

  private final SingleConnectionDataSource connection;
  private final JdbcClient jdbc;

  Store(String url) {
    this.connection = new SingleConnectionDataSource(url, "calsync", "", true);
    this.jdbc = JdbcClient.create(connection);
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  DataSource source() {
    return connection;
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(connection));
  }

  /** As new. */
  void empty() {
    jdbc.sql(
            """
            truncate sync.event, sync.calendar_sync, sync.user_feed, sync.change_log, sync.command,
                     sync.quarantine, sync.state_owed, sync.quota
            """)
        .update();
  }

  /**
   * Calendars that are in sync, are watched, and of which nothing is held yet; their accounts have
   * called before.
   */
  void addSynced(int from, int to) {
    UUID[] owners = IntStream.range(from, to).mapToObj(Calendars::owner).toArray(UUID[]::new);
    jdbc.sql(
            """
            insert into sync.quota (scope, tokens, refilled_at)
            select distinct scope, 0, now() from unnest(:scopes::uuid[]) as scope
            on conflict (scope) do nothing
            """)
        .param("scopes", owners)
        .update();
    jdbc.sql(
            """
            insert into sync.calendar_sync (calendar_id, account_id, user_id, google_calendar_id,
                                            kpart, watched_until, sync_token)
            select id, owner, owner, google, part, now() + interval '7 days', '0'
              from unnest(:ids::uuid[], :owners::uuid[], :google::text[], :parts::smallint[])
                as c(id, owner, google, part)
            """)
        .param("ids", ids(from, to))
        .param("owners", owners)
        .param(
            "google",
            IntStream.range(from, to).mapToObj(Calendars::googleId).toArray(String[]::new))
        .param(
            "parts", IntStream.range(from, to).mapToObj(Store::partition).toArray(Integer[]::new))
        .update();
  }

  /** How many calendars there are. */
  int held() {
    return jdbc.sql("select count(*) from sync.calendar_sync").query(Integer.class).single();
  }

  /** Whether a calendar was read to its end. */
  boolean isSynced(int calendar) {
    return jdbc.sql(
            """
            select count(*) > 0 from sync.calendar_sync
             where calendar_id = :id and sync_token is not null and lease_owner is null
            """)
        .param("id", Calendars.id(calendar).value())
        .query(Boolean.class)
        .single();
  }

  /** Whether no turn is under way and none is asked for. */
  boolean isAtRest(int from, int to) {
    return jdbc.sql(
                """
                select count(*) from sync.calendar_sync
                 where calendar_id = any(:ids)
                   and (lease_owner is not null or synced_gen < requested_gen)
                """)
            .param("ids", ids(from, to))
            .query(Long.class)
            .single()
        == 0;
  }

  /** How many of these calendars' mirrors are not as Google is. */
  long wrong(StandInGoogle google, int from, int to) {
    long[] sums = new long[to - from];
    jdbc.sql(
            """
            select calendar_id, sum((resource ->> 'sequence')::bigint) from sync.event
             where calendar_id = any(:ids) group by calendar_id
            """)
        .param("ids", ids(from, to))
        .query((row, _) -> sums[Calendars.number(row.getString(1)) - from] = row.getLong(2))
        .list();
    return IntStream.range(from, to)
        .filter(n -> sums[n - from] != SampleEvents.sumAfter(google.changes(n)))
        .count();
  }

  /** A figure that was got by losing something is none. */
  void requireRight(StandInGoogle google, int from, int to) {
    long wrong = wrong(google, from, to);
    if (wrong > 0) {
      throw new IllegalStateException(wrong + " calendars are not as Google is");
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  void vacuum() {
    jdbc.sql("vacuum analyze sync.calendar_sync").update();
  }

  private static UUID[] ids(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(Calendars::id)
        .map(CalendarId::value)
        .toArray(UUID[]::new);
  }

  /** As the producer of the pushes chooses it. */
  private static int partition(int calendar) {
    byte[] key = Calendars.id(calendar).toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
  }
}
