package dev.calsync.channel.account;

import dev.calsync.channel.account.PendingAccounts.Pending;
import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.channel.grant.Grants;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.loop.Loop;
import dev.calsync.channel.loop.Loops;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a further Google account join its user once they have seen its address, and gives back the
 * grant of one that they do not want or forget about.
 */
@Component
final class Confirmation {
  private static final Logger log = LoggerFactory.getLogger(Confirmation.class);
  private static final Duration TICK = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration GIVE_UP = Duration.ofHours(1);
  private static final int BATCH = 20;

  private final PendingAccounts pending;
  private final Accounts accounts;
  private final Grants grants;
  private final TransactionTemplate transaction;
  private final AccountRounds rounds;
  private final Announcer announcer;
  private final Clock clock;
  private final Loop loop;

  Confirmation(
      PendingAccounts pending,
      Accounts accounts,
      Grants grants,
      TransactionTemplate transaction,
      AccountRounds rounds,
      Announcer announcer,
      Clock clock,
      Loops loops) {
    this.pending = pending;
    this.accounts = accounts;
    this.grants = grants;
    this.transaction = transaction;
    this.rounds = rounds;
    this.announcer = announcer;
    this.clock = clock;
    this.loop = loops.every(TICK, "unconfirmed", this::clear);
  }

  /** Yes, this one is mine. */
  Outcome confirm(UserId user, AccountId account) {
    Outcome outcome = Objects.requireNonNull(transaction.execute(_ -> join(user, account)));
    rounds.wake();
    announcer.wake();
    return outcome;
  }

  private Outcome join(UserId user, AccountId account) {
    Optional<Pending> taken =
        accounts.stays(user) ? pending.take(user, account, clock.instant()) : Optional.empty();
    if (taken.isEmpty()) {
      return new Gone();
    }
    Pending wanted = taken.get();
    if (accounts.lock(wanted.profile().sub()).isPresent()) {
      return new Taken(); // It signed in by itself meanwhile; that grant is the one that counts.
    }
    accounts.add(account, user, wanted.profile(), wanted.scopes());
    grants.keep(account, wanted.grant());
    return new Joined();
  }

  /**
   * No, this one is not to join. Its grant is given back before this is answered: Google ends all
   * that its owner has allowed us, and so would end what they allow when they think better of it.
   */
  boolean decline(UserId user, AccountId account) {
    boolean found = pending.decline(user, account, clock.instant());
    if (found) {
      pending.overdue(account, clock.instant(), LEASE).ifPresent(this::clear);
    }
    return found;
  }

  /** Nothing that this user was asked about is to join. */
  void declineAll(UserId user) {
    pending.declineAll(user, clock.instant());
    loop.wake();
  }

  /** One round: what nobody said yes to in time. */
  void clear() {
    pending.overdue(clock.instant(), LEASE, BATCH).forEach(this::clear);
    announcer.wake(); // A person who left may have waited for this.
  }

  private void clear(Pending over) {
    if (pending.sharesItsGrant(over)) {
      pending.forget(over);
      return;
    }
    try {
      grants.revoke(over.account(), over.grant());
      if (pending.forgetEnded(over)) {
        log.info("an account that was declined was connected again too soon: its grant is over");
      }
    } catch (GoogleFault e) {
      log.info("an unconfirmed grant could not be given back: {}", e.getMessage());
      if (e.kind() == Kind.NO_GRANT || over.expiresAt().plus(GIVE_UP).isBefore(clock.instant())) {
        pending.forget(over);
      }
    }
  }

  /** What became of a yes. */
  sealed interface Outcome {}

  /** The account is the user's. */
  record Joined() implements Outcome {}

  /** There is no such account that waits for this user, or no longer. */
  record Gone() implements Outcome {}

  /** The Google account belongs to somebody. */
  record Taken() implements Outcome {}
}
