package dev.calsync.channel.account;

import dev.calsync.channel.grant.Grants;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import java.time.Instant;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in again, as Google's answer would bring it about. */
public final class SignInDoor {
  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

  private final Accounts accounts;
  private final Grants grants;
  private final TransactionTemplate transaction;
  private final Announcer announcer;

  SignInDoor(
      Accounts accounts, Grants grants, TransactionTemplate transaction, Announcer announcer) {
    this.accounts = accounts;
    this.grants = grants;
    this.transaction = transaction;
    this.announcer = announcer;
  }

  public void signIn(AccountId account, String accessToken) {
    transaction.executeWithoutResult(_ -> {
      accounts.reconnect(account, Set.of());
      grants.keep(account, new Grants.Granted("none", accessToken, NEVER, null));
    });
    announcer.wake();
  }
}
