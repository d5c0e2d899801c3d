package dev.calsync.channel.account;

import dev.calsync.channel.account.Accounts.Account;
import dev.calsync.channel.grant.GrantExpiry;
import dev.calsync.channel.grant.GrantExpiry.Expiring;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The Google accounts of whoever is signed in. */
@RestController
@RequestMapping("/api/accounts")
final class AccountController {
  private final Accounts accounts;
  private final SignInRequests requests;
  private final Announcer announcer;
  private final AccountRounds rounds;
  private final GrantExpiry expiry;

  AccountController(
      Accounts accounts,
      SignInRequests requests,
      Announcer announcer,
      AccountRounds rounds,
      GrantExpiry expiry) {
    this.expiry = expiry;
    this.accounts = accounts;
    this.requests = requests;
    this.announcer = announcer;
    this.rounds = rounds;
  }

  @GetMapping
  Connected list(Principal user) {
    UserId id = UserId.of(user.getName());
    Map<AccountId, Expiring> ends = expiry.of(id);
    return new Connected(
        accounts.of(id).stream()
            .map(account -> AccountView.of(account, ends.get(account.id())))
            .toList());
  }

  /** Where to send the browser to connect a further account to this user. */
  @PostMapping
  Departure connect(Principal user, HttpServletRequest request) {
    var purpose = new Purpose(UserId.of(user.getName()), null);
    return new Departure(requests.pathFor(purpose, request));
  }

  @DeleteMapping("/{accountId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disconnect(Principal user, @PathVariable AccountId accountId) {
    if (!accounts.disconnect(UserId.of(user.getName()), accountId)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such account");
    }
    announcer.wake();
    rounds.wake();
  }

  /** The accounts of one user. */
  record Connected(List<AccountView> accounts) {}

  /** Where the browser goes next. */
  record Departure(String authorizationUrl) {}

  /** An account as its owner sees it. */
  record AccountView(
      AccountId id,
      String email,
      @Nullable String name,
      String state,
      Instant since,
      @Nullable String reason,
      List<String> scopesMissing,
      @Nullable Instant expiresAt,
      @Nullable String warning) {
    static AccountView of(Account account, @Nullable Expiring end) {
      return new AccountView(
          account.id(),
          account.email(),
          account.name(),
          account.state(),
          account.since(),
          account.reason(),
          Scopes.missing(account.scopes()),
          end == null ? null : end.expiresAt(),
          end == null ? null : end.warning());
    }
  }
}
