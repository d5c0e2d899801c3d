package dev.calsync.channel.account;

import dev.calsync.channel.account.Accounts.Account;
import dev.calsync.channel.account.PendingAccounts.Pending;
import dev.calsync.channel.grant.GrantExpiry;
import dev.calsync.channel.grant.GrantExpiry.Expiring;
import dev.calsync.channel.watch.Watches;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What somebody is shown of their accounts. */
@Component
final class AccountViews {
  private final Accounts accounts;
  private final PendingAccounts pending;
  private final GrantExpiry expiry;
  private final Scopes scopes;
  private final Clock clock;
  private final Duration keepWithoutGrant;
  private final Delivery delivery;

  /** Views of rows. */
  AccountViews(
      Accounts accounts,
      PendingAccounts pending,
      GrantExpiry expiry,
      Scopes scopes,
      Watches watches,
      AccountSettings settings,
      Clock clock,
      PollSettings polling) {
    this.accounts = accounts;
    this.pending = pending;
    this.expiry = expiry;
    this.scopes = scopes;
    this.clock = clock;
    this.keepWithoutGrant = settings.keepWithoutGrant();
    this.delivery = new Delivery(watches.isReachable(), polling.pollUnwatched());
  }

  Connected of(UserId user) {
    Map<AccountId, Expiring> ends = expiry.of(user);
    return new Connected(
        accounts.of(user).stream()
            .map(account ->
                AccountView.of(account, scopes, ends.get(account.id()), keepWithoutGrant))
            .toList(),
        pending.of(user, clock.instant()).stream().map(PendingView::of).toList(),
        delivery);
  }

  /** The accounts of one user, those that wait for a yes, and how changes reach us. */
  record Connected(List<AccountView> accounts, List<PendingView> pending, Delivery delivery) {}

  /**
   * How changes reach us.
   *
   * @param pushed whether Google has an address of ours to call
   * @param polledEvery how often a calendar is asked for that is not pushed
   */
  record Delivery(boolean pushed, Duration polledEvery) {}

  /**
   * An account as its owner sees it.
   *
   * @param missing in words, what was not granted and what for it is needed
   * @param expiresAt when Google ends the grant by itself, if that is known
   * @param warning in words, that it will soon
   * @param keptUntil when it is disconnected unless it is reconnected, where its grant has ended
   */
  record AccountView(
      AccountId id,
      String email,
      @Nullable String name,
      String state,
      Instant since,
      @Nullable String reason,
      List<String> scopesMissing,
      List<String> missing,
      @Nullable Instant expiresAt,
      @Nullable String warning,
      @Nullable Instant keptUntil) {
    static AccountView of(
        Account account, Scopes scopes, @Nullable Expiring end, Duration keepWithoutGrant) {
      return new AccountView(
          account.id(),
          account.email(),
          account.name(),
          account.state(),
          account.since(),
          account.reason(),
          scopes.missing(account.scopes()),
          scopes.missingInWords(account.scopes()),
          end == null ? null : end.expiresAt(),
          end == null ? null : end.warning(),
          account.state().equals("NEEDS_REAUTHORIZATION")
              ? account.since().plus(keepWithoutGrant)
              : null);
    }
  }

  /** An account that waits for its user's yes. */
  record PendingView(
      AccountId id,
      String email,
      @Nullable String name,
      Instant expiresAt,
      @Nullable String insteadOf) {
    static PendingView of(Pending pending) {
      return new PendingView(
          pending.account(),
          pending.profile().email(),
          pending.profile().name(),
          pending.expiresAt(),
          pending.insteadOf());
    }
  }
}
