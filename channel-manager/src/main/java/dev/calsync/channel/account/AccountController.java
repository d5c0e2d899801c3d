package dev.calsync.channel.account;

import dev.calsync.channel.account.Accounts.Account;
import dev.calsync.channel.account.Confirmation.Gone;
import dev.calsync.channel.account.Confirmation.Joined;
import dev.calsync.channel.account.Confirmation.Taken;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The Google accounts of whoever is signed in. */
@RestController
@RequestMapping("/api/accounts")
final class AccountController {
  private final Accounts accounts;
  private final AccountViews views;
  private final Confirmation confirmation;
  private final SignInRequests requests;
  private final Announcer announcer;
  private final AccountRounds rounds;

  AccountController(
      Accounts accounts,
      AccountViews views,
      Confirmation confirmation,
      SignInRequests requests,
      Announcer announcer,
      AccountRounds rounds) {
    this.accounts = accounts;
    this.views = views;
    this.confirmation = confirmation;
    this.requests = requests;
    this.announcer = announcer;
    this.rounds = rounds;
  }

  @GetMapping
  AccountViews.Connected list(Principal user) {
    return views.of(UserId.of(user.getName()));
  }

  /** Where to send the browser to connect a further account to this user, or one of theirs anew. */
  @PostMapping
  Departure connect(
      Principal user,
      @RequestBody(required = false) @Nullable Wanted wanted,
      HttpServletRequest request) {
    UserId id = UserId.of(user.getName());
    @Nullable AccountId known = wanted == null ? null : wanted.accountId();
    @Nullable String sub =
        known == null
            ? null
            : accounts
                .find(id, known)
                .map(Account::sub)
                .orElseThrow(() -> notFound("no such account"));
    return new Departure(requests.pathFor(new Purpose(id, sub), request));
  }

  /** The user has seen whose account it is, and wants it. */
  @PostMapping("/pending/{accountId}/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirm(Principal user, @PathVariable AccountId accountId) {
    switch (confirmation.confirm(UserId.of(user.getName()), accountId)) {
      case Joined _ -> {}
      case Gone _ ->
          throw notFound("no such account waits for you, or no longer: connect it again");
      case Taken _ ->
          throw new ResponseStatusException(
              HttpStatus.CONFLICT, "this Google account was connected by somebody meanwhile");
    }
  }

  /** The user has seen whose account it is, and does not want it. */
  @DeleteMapping("/pending/{accountId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void decline(Principal user, @PathVariable AccountId accountId) {
    if (!confirmation.decline(UserId.of(user.getName()), accountId)) {
      throw notFound("no such account waits for you");
    }
  }

  @DeleteMapping("/{accountId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disconnect(Principal user, @PathVariable AccountId accountId) {
    if (!accounts.disconnect(UserId.of(user.getName()), accountId)) {
      throw notFound("no such account");
    }
    announcer.wake();
    rounds.wake();
  }

  /** Whether it is not there or not theirs is nobody's business. */
  private static ResponseStatusException notFound(String what) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, what);
  }

  /** Which account is to be connected anew; none: a further one. */
  record Wanted(@Nullable AccountId accountId) {}

  /** Where the browser goes next. */
  record Departure(String authorizationUrl) {}
}
