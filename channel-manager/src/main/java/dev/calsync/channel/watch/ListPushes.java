package dev.calsync.channel.watch;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Pushes that tell of an account's list of calendars: it is read soon, once for many of them. A
 * list that is just being read is read once more, since that may have been too early; one that
 * could not be read is tried again in its own time.
 */
@Component
public final class ListPushes {
  private static final Logger log = LoggerFactory.getLogger(ListPushes.class);

  /** Adding a calendar is several changes of the list, each with a push. */
  private static final Duration MORE_MAY_COME = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final SilentChannels silent;
  private final Watches watches;
  private final Clock clock;
  private final Counter misses;

  ListPushes(
      JdbcClient jdbc, SilentChannels silent, Watches watches, Clock clock, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.silent = silent;
    this.watches = watches;
    this.clock = clock;
    this.misses = meters.counter("calsync.watch.steps", "outcome", "missed");
  }

  /** Notes which of these are no calendars but lists of them; a late push is no missed one. */
  void note(Collection<CalendarId> pushed) {
    jdbc.sql(
            """
            with list as materialized (
              select a.account_id
                from channel.calendar c join channel.account a using (account_id)
               where c.calendar_id = any(:pushed) and c.is_list and a.state = 'CONNECTED'
               order by a.account_id for no key update of a)
            update channel.account a
               set list_pushed_at = clock_timestamp(), list_missed_at = null,
                   list_due_at = case
                     when a.list_attempts = 0
                          and (a.list_due_at is null or a.list_lease_until > now()
                               or a.list_due_at > now() + make_interval(secs => :wait))
                     then now() + make_interval(secs => :wait) else a.list_due_at end
              from list
             where a.account_id = list.account_id
            """)
        .param("pushed", pushed.stream().map(CalendarId::value).distinct().toArray(UUID[]::new))
        .param("wait", MORE_MAY_COME.toMillis() / 1000.0)
        .update();
  }

  /** What was found then in an account's list was not pushed: the list's channel is replaced. */
  public void missed(AccountId account, Instant since) {
    jdbc.sql("select calendar_id from channel.calendar where account_id = :account and is_list")
        .param("account", account.value())
        .query((row, _) -> new CalendarId(row.getObject("calendar_id", UUID.class)))
        .optional()
        .filter(list -> silent.missed(list, since, clock.instant()))
        .ifPresent(_ -> {
          misses.increment();
          log.warn(
              "the calendar list of account {}: no push for what was found at {}; its channel is"
                  + " replaced",
              account,
              since);
          watches.wake();
        });
  }
}
