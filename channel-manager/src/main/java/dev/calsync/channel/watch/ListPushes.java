package dev.calsync.channel.watch;

import dev.calsync.model.CalendarId;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Pushes that tell of an account's list of calendars: it is read soon, once for many of them. A
 * list that is just being read is read once more, since that may have been too early; one that
 * could not be read is tried again in its own time.
 */
@Component
final class ListPushes {
  /** Adding a calendar is several changes of the list, each with a push. */
  private static final Duration MORE_MAY_COME = Duration.ofSeconds(1);

  private final JdbcClient jdbc;

  ListPushes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes which of these are no calendars but lists of them. */
  void note(Collection<CalendarId> pushed) {
    jdbc.sql(
            """
            with list as materialized (
              select a.account_id
                from channel.calendar c join channel.account a using (account_id)
               where c.calendar_id = any(:pushed) and c.is_list
                 and a.state = 'CONNECTED' and a.list_attempts = 0
               order by a.account_id for no key update of a)
            update channel.account a set list_due_at = now() + make_interval(secs => :wait)
              from list
             where a.account_id = list.account_id
               and (a.list_due_at is null or a.list_lease_until > now()
                    or a.list_due_at > now() + make_interval(secs => :wait))
            """)
        .param("pushed", pushed.stream().map(CalendarId::value).distinct().toArray(UUID[]::new))
        .param("wait", MORE_MAY_COME.toMillis() / 1000.0)
        .update();
  }
}
