package dev.calsync.doctor.quota;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.database.Database;
import dev.calsync.doctor.setting.Settings;
import java.sql.SQLException;
import java.util.List;

/** Counts the calendars and has the budget judged. */
public final class Quota {
  private static final String LOAD =
      """
      with polled as (select account_id, coalesce(watched_until > now(), false) as watched
                        from sync.calendar_sync where due_at is not null and not removed)
      select count(*) filter (where watched), count(*) filter (where not watched),
             coalesce((select max(n) from (select count(*) as n from polled where not watched
                                            group by account_id) as each), 0)
        from polled
      """;

  private final Database database;
  private final Settings settings;

  /** Counts later. */
  public Quota(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  /** Whether the polls fit. */
  public List<Finding> suffices() throws SQLException {
    Load load =
        database
            .rows(LOAD, row -> new Load(row.getLong(1), row.getLong(2), row.getLong(3)))
            .getFirst();
    return QuotaVerdict.of(load, Allowance.of(settings));
  }
}
