package dev.calsync.channel.watch;

import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.model.CalendarId;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of a channel that does not deliver: its sync message never came, or it delivered
 * once and, as the worker sees, does so no more.
 */
@Component
final class SilentChannels {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Channels channels;

  SilentChannels(JdbcClient jdbc, TransactionTemplate transaction, Channels channels) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.channels = channels;
  }

  /**
   * Marks a channel that does not deliver; the calendar counts as not watched from now on. False,
   * and nothing is changed, if a push came through it meanwhile.
   */
  boolean unconfirmed(Channel channel, CalendarId calendar, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          channels.lock(calendar);
          boolean silent = isMarked(channel, now);
          if (silent) {
            doubt(calendar);
          }
          return silent;
        }));
  }

  private boolean isMarked(Channel channel, Instant now) {
    return jdbc.sql(
                """
                update channel.watch_channel set suspect_at = :now
                 where channel_id = :channel and state = 'ACTIVE' and confirmed_at is null
                """)
            .param("now", Timestamp.from(now))
            .param("channel", channel.id().value())
            .update()
        == 1;
  }

  /**
   * It counts as not watched. Two versions further: the suspicion is announced under the first, the
   * state under the second.
   */
  private void doubt(CalendarId calendar) {
    jdbc.sql(
            """
            update channel.calendar
               set watched_until = null, watch_attempts = watch_attempts + 1,
                   version = version + 2, changed_at = now()
             where calendar_id = :calendar
            """)
        .param("calendar", calendar.value())
        .update();
  }

  /**
   * Marks the active channel of a calendar through which a change of {@code since} was not pushed;
   * it is replaced, whatever it delivered before. A channel opened after that change is not to
   * blame: so being told the same again, or late, marks nothing; see {@link #watchedAfterAll}.
   */
  boolean missed(CalendarId calendar, Instant since, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          channels.lock(calendar);
          boolean marked =
              jdbc.sql(
                          """
                          update channel.watch_channel set suspect_at = :now
                           where calendar_id = :calendar and state = 'ACTIVE'
                             and suspect_at is null and created_at < :since
                          """)
                      .param("now", Timestamp.from(now))
                      .param("calendar", calendar.value())
                      .param("since", Timestamp.from(since))
                      .update()
                  == 1;
          if (marked) {
            doubt(calendar);
            due(calendar, now);
          }
          return marked;
        }));
  }

  /**
   * Has the state of a watched calendar announced once more: the worker polls it, since it holds a
   * channel to blame that is replaced by now.
   *
   * @return whether it is watched; else that is what was announced last
   */
  boolean watchedAfterAll(CalendarId calendar) {
    return jdbc.sql(
                """
                update channel.calendar set version = version + 1, changed_at = now()
                 where calendar_id = :calendar and watched_until is not null
                """)
            .param("calendar", calendar.value())
            .update()
        == 1;
  }

  private void due(CalendarId calendar, Instant now) {
    jdbc.sql("update channel.calendar set watch_due_at = :now where calendar_id = :calendar")
        .param("now", Timestamp.from(now))
        .param("calendar", calendar.value())
        .update();
  }
}
