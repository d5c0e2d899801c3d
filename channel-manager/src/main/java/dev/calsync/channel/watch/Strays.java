package dev.calsync.channel.watch;

import dev.calsync.model.Notification;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Channels of ours that Google pushes through though nobody has them in use: opened by a process
 * that never heard the answer, or older than a backup that was restored. A push names what it
 * watches, without which no channel can be ended.
 */
@Component
final class Strays {
  /** Google may go on for a while after a channel was ended; so may Kafka. */
  private static final Duration LAST_PUSHES = Duration.ofMinutes(2);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Strays(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * Notes which of these pushes came through such a channel; its calendar is due.
   *
   * @return whether any did
   */
  boolean note(Collection<Notification> pushes, Instant now) {
    List<Notification> telling = pushes.stream().filter(push -> push.resourceId() != null).toList();
    List<UUID> strays = telling.isEmpty() ? List.of() : find(telling, now);
    if (!strays.isEmpty()) {
      List<Notification> ofStrays =
          telling.stream().filter(push -> strays.contains(push.channelId().value())).toList();
      transaction.executeWithoutResult(_ -> keep(ofStrays, now));
    }
    return !strays.isEmpty();
  }

  private List<UUID> find(List<Notification> pushes, Instant now) {
    return jdbc.sql(
            """
            select p.channel
              from unnest(:channels::uuid[], :received::timestamptz[]) as p(channel, received)
              left join channel.watch_channel w on w.channel_id = p.channel
             where w.channel_id is null
                or w.state = 'OPENING' and w.resource_id is null
                or w.state = 'FAILED' and coalesce(w.expires_at, 'infinity') > :now
                or w.state = 'STOPPED' and coalesce(w.expires_at, 'infinity') > :now
                   and p.received > coalesce(w.ended_at, '-infinity') + :last::interval
            """)
        .param("channels", channels(pushes))
        .param(
            "received",
            pushes.stream()
                .map(push -> Timestamp.from(push.receivedAt()))
                .toArray(Timestamp[]::new))
        .param("now", Timestamp.from(now))
        .param("last", LAST_PUSHES.toSeconds() + " s")
        .query((row, _) -> row.getObject("channel", UUID.class))
        .list();
  }

  /** Calendars before channels, as everywhere; one that is still being opened stays so. */
  private void keep(List<Notification> pushes, Instant now) {
    UUID[] calendars = pushes.stream().map(push -> push.calendarId().value()).toArray(UUID[]::new);
    jdbc.sql(
            """
            with held as materialized (
              select calendar_id from channel.calendar where calendar_id = any(:calendars)
               order by calendar_id for no key update)
            update channel.calendar c set watch_due_at = :now
              from held where c.calendar_id = held.calendar_id
            """)
        .param("calendars", calendars)
        .param("now", Timestamp.from(now))
        .update();
    jdbc.sql(
            """
            insert into channel.watch_channel as w (channel_id, calendar_id, account_id, state,
                                                    resource_id, created_at, renew_at, last_error)
            select p.channel, c.calendar_id, c.account_id, 'STRAY', p.resource, :now, :now,
                   'pushed, and nobody had it in use'
              from unnest(:channels::uuid[], :calendars::uuid[], :resources::text[])
                     as p(channel, calendar, resource)
              join channel.calendar c on c.calendar_id = p.calendar
            on conflict (channel_id) do update
               set resource_id = excluded.resource_id,
                   state = case when w.state = 'OPENING' then w.state else 'STRAY' end,
                   renew_at = :now
             where w.state in ('OPENING', 'STOPPED', 'FAILED')
            """)
        .param("channels", channels(pushes))
        .param("calendars", calendars)
        .param("resources", pushes.stream().map(Notification::resourceId).toArray(String[]::new))
        .param("now", Timestamp.from(now))
        .update();
  }

  private static UUID[] channels(List<Notification> pushes) {
    return pushes.stream().map(push -> push.channelId().value()).toArray(UUID[]::new);
  }
}
