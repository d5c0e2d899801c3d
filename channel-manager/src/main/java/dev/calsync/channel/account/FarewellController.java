package dev.calsync.channel.account;

import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ways to leave that are more than signing out of one browser. */
@RestController
@RequestMapping("/api/accounts")
final class FarewellController {
  private final Accounts accounts;
  private final Confirmation confirmation;
  private final Sessions sessions;
  private final AccountRounds rounds;
  private final Announcer announcer;

  FarewellController(
      Accounts accounts,
      Confirmation confirmation,
      Sessions sessions,
      AccountRounds rounds,
      Announcer announcer) {
    this.accounts = accounts;
    this.confirmation = confirmation;
    this.sessions = sessions;
    this.rounds = rounds;
    this.announcer = announcer;
  }

  /** Signs the user out everywhere, here included. */
  @DeleteMapping("/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOutEverywhere(Principal user, HttpServletRequest request) {
    end(UserId.of(user.getName()), request);
  }

  /** Disconnects all accounts, and then forgets that the user was ever here. */
  @DeleteMapping("/me")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(Principal user, HttpServletRequest request) {
    UserId id = UserId.of(user.getName());
    accounts.leave(id);
    confirmation.declineAll(id);
    end(id, request);
    rounds.wake();
    announcer.wake();
  }

  private void end(UserId user, HttpServletRequest request) {
    HttpSession here = request.getSession(false);
    if (here != null) {
      here.invalidate();
    }
    SecurityContextHolder.clearContext();
    sessions.endAll(user);
  }
}
