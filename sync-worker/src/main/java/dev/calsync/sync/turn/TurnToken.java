package dev.calsync.sync.turn;

import dev.calsync.sync.google.AccessTokens;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.AccessTokens.Dead;
import dev.calsync.sync.google.AccessTokens.Grant;
import dev.calsync.sync.google.AccessTokens.Unavailable;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Parking;
import org.jspecify.annotations.Nullable;

/** The token of one turn. In place of one that does not do, another is asked for, once. */
final class TurnToken {
  private final AccessTokens tokens;
  private final Lease lease;
  private AccessToken token;
  private boolean replaced;

  TurnToken(AccessTokens tokens, Lease lease, AccessToken token) {
    this.tokens = tokens;
    this.lease = lease;
    this.token = token;
  }

  /** The one to begin with. An account that was refused, or that edits, may have consented anew. */
  static Grant first(AccessTokens tokens, Lease lease) {
    var account = lease.subject().account();
    if (lease.standing().parked() != null) {
      return tokens.anew(account);
    }
    return lease.standing().edited() ? tokens.newest(account) : tokens.of(account);
  }

  AccessToken get() {
    return token;
  }

  boolean isReplaced() {
    return replaced;
  }

  /** Whether another may help: one that was not accepted has ended, or allows too little. */
  boolean mayBeReplaced(GoogleFault fault) {
    return !replaced
        && (fault instanceof GoogleFault.Unauthorized
            || (fault instanceof GoogleFault.AccessLost && lease.standing().parked() == null));
  }

  /** Asks for another; how the turn ends if there is none. */
  @Nullable TurnEnd replace(GoogleFault fault) {
    replaced = true;
    boolean rejected = fault instanceof GoogleFault.Unauthorized;
    return switch (rejected ? tokens.insteadOf(token) : tokens.anew(token.account())) {
      case AccessToken another when another.version() != token.version() -> {
        token = another;
        yield null;
      }
      case AccessToken _ -> Verdict.of(fault, lease.standing().attempt());
      case Dead(var reason) -> new TurnEnd.Park(Parking.NEEDS_REAUTHORIZATION, reason);
      case Unavailable unavailable -> Verdict.of(unavailable);
    };
  }
}
