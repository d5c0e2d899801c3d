package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what is left of calendars that never come back, and of people who left. Only once their
 * removal is announced: until then the log is what tells the topics of it, tombstones included.
 */
@Component
class Forgetting {
  private static final int BATCH = 100;

  /** The log of one calendar may have hundreds of thousands of rows; no statement takes so many. */
  private static final int MOST_ROWS = 5_000;

  private static final String GONE =
      """
      forget_at <= now() and removed and due_at is null
      and (lease_until is null or lease_until < now())
      and published_seq = change_seq
      and not exists (select from sync.state_owed o where o.calendar_id = s.calendar_id)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final SyncProperties settings;

  Forgetting(JdbcClient jdbc, TransactionTemplate transaction, SyncProperties settings) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.settings = settings;
  }

  /** One pass; any number of workers may do it at once. */
  void pass() {
    logs();
    int forgotten;
    do {
      Integer calendars = transaction.execute(_ -> calendars());
      forgotten = calendars == null ? 0 : calendars;
    } while (forgotten == BATCH);
    transaction.executeWithoutResult(_ -> people());
    neverKnown();
  }

  /** What the calendars told, which is much more than themselves. */
  private void logs() {
    int rows;
    do {
      rows =
          jdbc.sql(
                  """
                  delete from sync.change_log where (calendar_id, seq) in (
                    select l.calendar_id, l.seq
                      from sync.calendar_sync s join sync.change_log l using (calendar_id)
                     where %s limit :rows)
                  """
                      .formatted(GONE))
              .param("rows", MOST_ROWS)
              .update();
    } while (rows == MOST_ROWS);
  }

  private int calendars() {
    List<Forgotten> forgotten =
        jdbc.sql(
                """
                delete from sync.calendar_sync where calendar_id in (
                  select calendar_id from sync.calendar_sync s
                   where %s order by forget_at limit :batch for update skip locked)
                returning calendar_id, account_id
                """
                    .formatted(GONE))
            .param("batch", BATCH)
            .query((row, _) ->
                new Forgotten(
                    row.getObject("calendar_id", UUID.class),
                    row.getObject("account_id", UUID.class)))
            .list();
    if (!forgotten.isEmpty()) {
      UUID[] calendars = forgotten.stream().map(Forgotten::calendar).toArray(UUID[]::new);
      delete("delete from sync.change_log where calendar_id = any(:ids)", calendars);
      delete("delete from sync.command where calendar_id = any(:ids)", calendars);
      delete(
          "delete from sync.quota where scope = any(:ids)",
          forgotten.stream().map(Forgotten::account).distinct().toArray(UUID[]::new));
    }
    return forgotten.size();
  }

  /**
   * The log of calendars that were forgotten before them, and the number their feed had reached.
   */
  private void people() {
    UUID[] gone =
        jdbc.sql(
                """
                delete from sync.user_feed f
                 where leaving and not exists (select from sync.calendar_sync s
                                                where s.user_id = f.user_id)
                returning user_id
                """)
            .query((row, _) -> row.getObject("user_id", UUID.class))
            .list()
            .toArray(UUID[]::new);
    if (gone.length > 0) {
      delete("delete from sync.change_log where user_id = any(:ids)", gone);
      delete("delete from sync.command where user_id = any(:ids)", gone);
    }
  }

  /** Remembered as removed without ever having been known, for an edit that no longer comes. */
  private void neverKnown() {
    jdbc.sql(
            """
            delete from sync.calendar_sync
             where removed and google_calendar_id = '' and change_seq = 0 and due_at is null
               and state_since < now() - make_interval(secs => :age)
            """)
        .param("age", settings.logRetention().toSeconds())
        .update();
  }

  private void delete(String statement, UUID[] ids) {
    jdbc.sql(statement).param("ids", ids).update();
  }

  private record Forgotten(UUID calendar, UUID account) {}
}
