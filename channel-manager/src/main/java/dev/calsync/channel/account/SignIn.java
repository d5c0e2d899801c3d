package dev.calsync.channel.account;

import dev.calsync.channel.account.Accounts.Account;
import dev.calsync.channel.account.Accounts.Profile;
import dev.calsync.channel.account.PendingAccounts.Wish;
import dev.calsync.channel.grant.Grants;
import dev.calsync.channel.grant.Grants.Granted;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides whom a sign-in at Google signs in here, and keeps the grant that came with it. */
@Component
final class SignIn {
  private final Accounts accounts;
  private final PendingAccounts pending;
  private final Grants grants;
  private final Scopes scopes;
  private final TransactionTemplate transaction;
  private final Announcer announcer;
  private final AccountRounds rounds;
  private final Clock clock;

  SignIn(
      Accounts accounts,
      PendingAccounts pending,
      Grants grants,
      Scopes scopes,
      TransactionTemplate transaction,
      Announcer announcer,
      AccountRounds rounds,
      Clock clock) {
    this.accounts = accounts;
    this.pending = pending;
    this.grants = grants;
    this.scopes = scopes;
    this.transaction = transaction;
    this.announcer = announcer;
    this.rounds = rounds;
    this.clock = clock;
  }

  /**
   * Completes a sign-in.
   *
   * @param present who is signed in in this session already
   */
  Outcome complete(GoogleSignIn signIn, @Nullable UserId present) {
    UserId connectTo = signIn.purpose().connectTo();
    if (connectTo != null && !connectTo.equals(present)) {
      return new Refused("session_changed");
    }
    Outcome outcome;
    try {
      outcome = inTransaction(signIn);
    } catch (DuplicateKeyException _) {
      outcome = inTransaction(signIn); // The same person's other first sign-in was faster.
    }
    announcer.wake();
    rounds.wake();
    return outcome;
  }

  private Outcome inTransaction(GoogleSignIn signIn) {
    Outcome outcome = transaction.execute(_ -> decide(signIn, accounts.lock(signIn.sub())));
    if (outcome == null) {
      throw new IllegalStateException("a transaction without an outcome");
    }
    return outcome;
  }

  private Outcome decide(GoogleSignIn signIn, Optional<Account> known) {
    if (known.isPresent()) {
      Account account = known.get();
      UserId connectTo = signIn.purpose().connectTo();
      if (account.state().equals("DISCONNECTED")) {
        return new Refused("still_disconnecting");
      }
      if (connectTo != null && !connectTo.equals(account.user())) {
        return new Refused("account_in_use");
      }
    }
    return signIn
        .refreshToken()
        .map(refresh -> keep(signIn, known, refresh))
        .orElseGet(() -> withoutRefreshToken(signIn, known));
  }

  /** Whom it signs in, without touching the grant we hold; else consent is asked for, once. */
  private Outcome withoutRefreshToken(GoogleSignIn signIn, Optional<Account> known) {
    boolean asked = signIn.purpose().askedForConsent();
    if (known.isPresent()) {
      Account account = known.get();
      boolean works = account.state().equals("CONNECTED") && grants.isUsable(account.id());
      if (works && (asked || scopes.missing(account.scopes()).isEmpty())) {
        accounts.rename(account.id(), profile(signIn));
        return new SignedIn(account.user());
      }
    }
    return asked ? new Refused("no_offline_access") : new ConsentNeeded(signIn.sub());
  }

  private Outcome keep(GoogleSignIn signIn, Optional<Account> known, String refreshToken) {
    UserId connectTo = signIn.purpose().connectTo();
    var granted =
        new Granted(
            refreshToken,
            signIn.accessToken(),
            signIn.accessTokenExpiry(clock.instant()),
            signIn.grantEnd(clock.instant()));
    if (known.isPresent()) {
      Account account = known.get();
      accounts.rename(account.id(), profile(signIn));
      accounts.reconnect(account.id(), signIn.scopes());
      grants.keep(account.id(), granted);
      return new SignedIn(account.user());
    }
    if (connectTo != null) {
      return ask(connectTo, signIn, granted);
    }
    UserId user = accounts.newPerson();
    grants.keep(accounts.add(user, profile(signIn), signIn.scopes()), granted);
    return new SignedIn(user);
  }

  /**
   * A Google account that nobody has yet joins no one before its address was seen: whoever sat at
   * Google's page may have been another than who set out, or have picked another account.
   */
  private Outcome ask(UserId user, GoogleSignIn signIn, Granted granted) {
    if (!accounts.stays(user)) {
      return new Refused("session_changed");
    }
    String meant = signIn.purpose().consentOf();
    String insteadOf =
        meant == null || meant.equals(signIn.sub())
            ? null
            : accounts.lock(meant).map(Account::email).orElse(null);
    AccountId account = pending.reserve(user, profile(signIn));
    pending.keep(
        account,
        user,
        new Wish(profile(signIn), signIn.scopes(), insteadOf),
        grants.seal(account, granted),
        clock.instant());
    return new ConfirmationNeeded(account);
  }

  private static Profile profile(GoogleSignIn signIn) {
    return new Profile(signIn.sub(), signIn.email(), signIn.personName());
  }

  /** What a sign-in comes to. */
  sealed interface Outcome {}

  /** This user is signed in. */
  record SignedIn(UserId user) implements Outcome {}

  /** Nothing was joined yet: the user must first say that this account is theirs. */
  record ConfirmationNeeded(AccountId account) implements Outcome {}

  /** Nothing was written: Google must be asked for consent first. */
  record ConsentNeeded(String sub) implements Outcome {}

  /** Nothing was written. */
  record Refused(String reason) implements Outcome {}
}
