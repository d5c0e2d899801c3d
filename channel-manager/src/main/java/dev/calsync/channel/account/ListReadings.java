package dev.calsync.channel.account;

import dev.calsync.channel.account.AccountRounds.Visit;
import dev.calsync.channel.account.Accounts.Account;
import dev.calsync.channel.calendar.CalendarLists;
import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.channel.watch.ListPushes;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads an account's calendar list when it is due, and notices what should have been pushed: a
 * change that nobody asked to be read, and whose push does not come later either, means that the
 * list's channel has fallen silent.
 */
@Component
final class ListReadings {
  /** So late a push may come for what was found without one. */
  private static final Duration PUSH_GRACE = Duration.ofMinutes(2);

  private static final Duration FORBIDDEN_AGAIN = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final CalendarLists lists;
  private final ListPushes pushes;
  private final ListInterval interval;
  private final Accounts accounts;
  private final Scopes scopes;

  ListReadings(
      JdbcClient jdbc,
      CalendarLists lists,
      ListPushes pushes,
      ListInterval interval,
      Accounts accounts,
      Scopes scopes) {
    this.jdbc = jdbc;
    this.lists = lists;
    this.pushes = pushes;
    this.interval = interval;
    this.accounts = accounts;
    this.scopes = scopes;
  }

  /** Reads it, and says how long the next reading may wait. */
  Duration read(Visit visit) throws GoogleFault {
    if (visit.missed() != null) {
      pushes.missed(visit.account(), visit.missed().toInstant());
    }
    try {
      lists.read(visit.account(), visit.user(), visit.watched());
    } catch (GoogleFault e) {
      if (e.kind() != Kind.FORBIDDEN || !isPrimaryFollowed(visit)) {
        throw e;
      }
      return FORBIDDEN_AGAIN;
    }
    return isMissing(visit) ? PUSH_GRACE : interval.next(visit.watched());
  }

  /** Who allowed us their events and not the list: one calendar of theirs is known all the same. */
  private boolean isPrimaryFollowed(Visit visit) {
    Optional<Account> account =
        accounts
            .find(visit.user(), visit.account())
            .filter(each -> scopes.allowEventsAlone(each.scopes()));
    account.ifPresent(each -> lists.followPrimary(each.id(), each.user(), each.email()));
    return account.isPresent();
  }

  /**
   * Whether a push is waited for: this reading found what none had told, and none came meanwhile.
   * One that did asks for another reading. What this one began with is settled by it.
   */
  private boolean isMissing(Visit visit) {
    return jdbc.sql(
            """
            update channel.account
               set list_read_at = now(),
                   list_pushed_at = case when list_pushed_at
                                              is distinct from cast(:pushed as timestamptz)
                                         then list_pushed_at end,
                   list_missed_at = case when list_missed_at
                                              is distinct from cast(:missed as timestamptz)
                                         then list_missed_at end
             where account_id = :account
            returning list_missed_at is not null
            """)
        .param("pushed", visit.pushed())
        .param("missed", visit.missed())
        .param("account", visit.account().value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }
}
