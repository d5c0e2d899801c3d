package dev.calsync.channel.account;

import dev.calsync.channel.loop.Loops;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes accounts away that nobody has reconnected for long: data of whoever does not come back is
 * not ours to keep. Whose last account goes so is forgotten altogether.
 */
@Component
final class ParkedAccounts {
  private static final Logger log = LoggerFactory.getLogger(ParkedAccounts.class);
  private static final Duration LOOKS_EVERY = Duration.ofHours(1);
  private static final int AT_ONCE = 100;

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Sessions sessions;
  private final TransactionTemplate transaction;
  private final Duration keep;

  ParkedAccounts(
      JdbcClient jdbc,
      Accounts accounts,
      Sessions sessions,
      TransactionTemplate transaction,
      AccountSettings settings,
      Loops loops) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.sessions = sessions;
    this.transaction = transaction;
    this.keep = settings.keepWithoutGrant();
    loops.every(LOOKS_EVERY, "parked-accounts", this::takeAway);
  }

  /** Takes away what was kept long enough; what is left waits for the next round. */
  void takeAway() {
    jdbc.sql(
            """
            select account_id, user_id from channel.account
             where state = 'NEEDS_REAUTHORIZATION'
               and state_since < now() - make_interval(secs => :keep)
             order by state_since limit :limit
            """)
        .param("keep", keep.toSeconds())
        .param("limit", AT_ONCE)
        .query((row, _) ->
            new Parked(
                new AccountId(row.getObject("account_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class))))
        .list()
        .forEach(parked -> transaction.executeWithoutResult(_ -> takeAway(parked)));
  }

  /** All of it or nothing: an account that is gone would not be found again. */
  private void takeAway(Parked parked) {
    if (accounts.disconnectParked(parked.account(), keep)) {
      log.info("account {} was without a grant for {}: disconnected", parked.account(), keep);
      if (leavesIfNothingIsLeft(parked.user())) {
        sessions.endAll(parked.user());
      }
    }
  }

  /** Takes a user away who has no account any more and connects none; false if there is one. */
  private boolean leavesIfNothingIsLeft(UserId user) {
    return jdbc.sql(
                """
                update channel.person p set leaving_at = coalesce(leaving_at, now())
                 where user_id = :user
                   and not exists (select from channel.account a
                                    where a.user_id = p.user_id and a.state <> 'DISCONNECTED')
                   and not exists (select from channel.pending_account w
                                    where w.user_id = p.user_id)
                """)
            .param("user", user.value())
            .update()
        == 1;
  }

  private record Parked(AccountId account, UserId user) {}
}
