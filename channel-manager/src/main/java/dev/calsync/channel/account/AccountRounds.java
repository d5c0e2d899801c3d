package dev.calsync.channel.account;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.channel.grant.Grants;
import dev.calsync.channel.loop.DueWork;
import dev.calsync.channel.loop.Loops;
import dev.calsync.channel.watch.Watches;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Comes by each account when it is due: reads the calendar list of those that are connected, and
 * takes leave of those that were disconnected.
 */
@Component
public final class AccountRounds {
  private static final Logger log = LoggerFactory.getLogger(AccountRounds.class);
  private static final int PERMITS = 8;
  private static final Duration LEASE = Duration.ofMinutes(3);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration UNTIL_TOLD = Duration.ofMillis(500);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 9;

  /** For so long giving a grant back is tried; it is forgotten in the end, within a day. */
  private static final Duration GIVES_UP_AFTER = Duration.ofHours(20);

  private final JdbcClient jdbc;
  private final ListReadings readings;
  private final Watches watches;
  private final Grants grants;
  private final Accounts accounts;
  private final DueWork<Visit> due;

  AccountRounds(
      JdbcClient jdbc,
      ListReadings readings,
      Watches watches,
      Grants grants,
      Accounts accounts,
      Loops loops) {
    this.jdbc = jdbc;
    this.readings = readings;
    this.watches = watches;
    this.grants = grants;
    this.accounts = accounts;
    this.due = new DueWork<>(loops, "accounts", PERMITS, this::claim, this::visit);
  }

  /** An account is due. */
  public void wake() {
    due.wake();
  }

  @PreDestroy
  void close() {
    due.close();
  }

  private List<Visit> claim(int limit) {
    return jdbc.sql(
            """
            with due as materialized (
              select account_id from channel.account
               where list_due_at <= now() and (list_lease_until is null or list_lease_until < now())
               order by list_due_at limit :limit for no key update skip locked)
            update channel.account a
               set list_lease_until = now() + make_interval(secs => :lease)
              from due where a.account_id = due.account_id
            returning a.account_id, a.user_id, a.state, a.list_due_at, a.list_lease_until,
                      a.list_attempts, a.list_pushed_at, a.list_missed_at,
                      a.state_since < now() - make_interval(secs => :patience) as late,
                      exists (select from channel.calendar c
                               where c.account_id = a.account_id and c.is_list
                                 and c.watched_until is not null) as watched
            """)
        .param("limit", limit)
        .param("lease", LEASE.toSeconds())
        .param("patience", GIVES_UP_AFTER.toSeconds())
        .query((row, _) ->
            new Visit(
                new AccountId(row.getObject("account_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("state"),
                row.getTimestamp("list_due_at"),
                row.getTimestamp("list_lease_until"),
                row.getInt("list_attempts"),
                row.getTimestamp("list_pushed_at"),
                row.getTimestamp("list_missed_at"),
                row.getBoolean("watched"),
                row.getBoolean("late")))
        .list();
  }

  private void visit(Visit visit) {
    switch (visit.state()) {
      case "CONNECTED" -> readList(visit);
      case "DISCONNECTED" -> takeLeave(visit);
      default -> release(visit, null, 0); // Due again when its owner signs in.
    }
  }

  private void readList(Visit visit) {
    watches.forgetOld(visit.account());
    try {
      release(visit, readings.read(visit), 0);
    } catch (GoogleFault e) {
      log.warn("reading the calendar list of account {}: {}", visit.account(), e.getMessage());
      release(visit, retryAfter(visit, e), visit.attempts() + 1);
    }
  }

  private static @Nullable Duration retryAfter(Visit visit, GoogleFault e) {
    return switch (e.kind()) {
      case NO_GRANT -> null;
      case FORBIDDEN, NOT_FOUND, NOT_WATCHABLE, ADDRESS_REFUSED -> DAY;
      case UNAUTHORIZED, RATE_LIMITED, TRANSIENT -> {
        Duration own = backoff(visit.attempts());
        Duration asked = e.retryAfter();
        yield asked != null && asked.compareTo(own) > 0 ? asked : own;
      }
    };
  }

  private void takeLeave(Visit visit) {
    if (grants.isHeld(visit.account()) && !giveBack(visit)) {
      return;
    }
    grants.forget(visit.account());
    if (!accounts.forget(visit.account())) {
      release(visit, UNTIL_TOLD, visit.attempts());
    }
  }

  /** Channels first: without the grant they could not be stopped any more. */
  private boolean giveBack(Visit visit) {
    if (!grants.isUsable(visit.account())) {
      boolean late = visit.late(); // The key that is missing may come back until then.
      log.warn(
          "the grant of account {} cannot be read, and is {}",
          visit.account(),
          late ? "forgotten without Google being told" : "kept for now");
      if (!late) {
        release(visit, backoff(visit.attempts()), visit.attempts() + 1);
      }
      return late;
    }
    if (watches.isAtWorkFor(visit.account())) {
      release(visit, UNTIL_TOLD, visit.attempts());
      return false;
    }
    if (!watches.stopAll(visit.account()) && !visit.late()) {
      release(visit, backoff(visit.attempts()), visit.attempts() + 1);
      return false;
    }
    try {
      grants.revoke(visit.account());
      return true;
    } catch (GoogleFault e) {
      if (e.kind() != Kind.NO_GRANT && !visit.late()) {
        log.info("revoking the grant of account {}: {}", visit.account(), e.getMessage());
        release(visit, backoff(visit.attempts()), visit.attempts() + 1);
        return false;
      }
      log.warn("the grant of account {} could not be revoked: {}", visit.account(), e.getMessage());
      return true;
    }
  }

  /** Gives the lease back; what made the account due meanwhile stands. */
  private void release(Visit visit, @Nullable Duration wait, int attempts) {
    jdbc.sql(
            """
            update channel.account
               set list_lease_until = null, list_attempts = :attempts,
                   list_due_at = case when list_due_at = :claimed
                                      then now() + make_interval(secs => cast(:wait as double precision))
                                      else list_due_at end
             where account_id = :account and list_lease_until = :lease
            """)
        .param("attempts", attempts)
        .param("claimed", visit.due())
        .param("wait", wait == null ? null : wait.toMillis() / 1000.0)
        .param("account", visit.account().value())
        .param("lease", visit.lease())
        .update();
  }

  private static Duration backoff(int attempts) {
    long ceiling = FIRST_RETRY.toMillis() << Math.min(attempts, MOST_DOUBLINGS);
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2));
  }

  /**
   * An account that this process alone may work on until the lease ends.
   *
   * @param pushed when a push asked for this reading, if one did
   * @param missed when the reading before found what no push had told
   * @param watched whether its list has a channel that is believed to deliver
   * @param late whether its state is so old that no more patience is due to whoever fails
   */
  record Visit(
      AccountId account,
      UserId user,
      String state,
      Timestamp due,
      Timestamp lease,
      int attempts,
      @Nullable Timestamp pushed,
      @Nullable Timestamp missed,
      boolean watched,
      boolean late) {}
}
