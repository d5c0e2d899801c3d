package dev.calsync.sync.lease;

import dev.calsync.model.CalendarId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The other calendars that are seen through an account. */
@Repository
public class Neighbours {
  private final JdbcClient jdbc;

  Neighbours(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Google's id of a calendar, if it is in sync through the same account as {@code subject}. */
  public Optional<String> googleIdOf(CalendarId calendar, Lease.Subject subject) {
    return jdbc.sql(
            """
            select google_calendar_id from sync.calendar_sync
             where calendar_id = :calendar and account_id = :account and not removed
            """)
        .param("calendar", calendar.value())
        .param("account", subject.account().value())
        .query(String.class)
        .optional();
  }
}
