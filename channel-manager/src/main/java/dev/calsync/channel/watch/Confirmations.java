package dev.calsync.channel.watch;

import dev.calsync.model.ChannelId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What pushes prove: that the channel they came through delivers. */
@Component
final class Confirmations {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Confirmations(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** A push came through these channels: they deliver. True if that was news about any of them. */
  boolean confirm(Collection<ChannelId> channels, Instant now) {
    UUID[] ids = channels.stream().map(ChannelId::value).toArray(UUID[]::new);
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          lockCalendarsOf(ids);
          List<UUID> calendars =
              jdbc.sql(
                      """
                      update channel.watch_channel set confirmed_at = :now, suspect_at = null
                       where channel_id = any(:ids) and confirmed_at is null
                         and state in ('OPENING', 'ACTIVE', 'RETIRING')
                      returning calendar_id
                      """)
                  .param("now", Timestamp.from(now))
                  .param("ids", ids)
                  .query((row, _) -> row.getObject("calendar_id", UUID.class))
                  .list();
          confirmCalendars(calendars.toArray(UUID[]::new));
          return !calendars.isEmpty();
        }));
  }

  /** Where a failure had made us doubt, the calendar counts as watched again; that is announced. */
  private void confirmCalendars(UUID[] calendars) {
    jdbc.sql(
            """
            update channel.calendar c
               set watch_attempts = 0, watch_due_at = now(), last_error = null,
                   watched_until = coalesce(watched_until, w.expires_at),
                   version = version + case when watched_until is null then 1 else 0 end,
                   changed_at = case when watched_until is null then now() else changed_at end
              from channel.watch_channel w
             where c.calendar_id = any(:calendars) and w.calendar_id = c.calendar_id
               and w.state = 'ACTIVE' and w.confirmed_at is not null
            """)
        .param("calendars", calendars)
        .update();
  }

  private void lockCalendarsOf(UUID[] channels) {
    jdbc.sql(
            """
            select calendar_id from channel.calendar
             where calendar_id in (select calendar_id from channel.watch_channel
                                    where channel_id = any(:channels) and confirmed_at is null)
             order by calendar_id for no key update
            """)
        .param("channels", channels)
        .query((_, _) -> true)
        .list();
  }
}
