package dev.calsync.sync.turn;

import dev.calsync.sync.google.AccessTokens.Unavailable;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Parking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a refusal means for the turn it ended. */
final class Verdict {
  /**
   * Google advises to ask again before believing a 404, and a 403 that gives no reason of Google's
   * deserves no more belief; about four minutes of back-off.
   */
  private static final int ATTEMPTS_BEFORE_BELIEF = 6;

  /** What Google refuses for good is asked for a few times more, and then seldom. */
  private static final int HOPELESS_ATTEMPTS = 8;

  private static final Duration SELDOM = Duration.ofHours(1);

  private Verdict() {}

  static TurnEnd of(GoogleFault fault, int attempts) {
    return switch (fault) {
      case GoogleFault.Transient(var reason, var retryAfter) ->
          new TurnEnd.TryLater(reason, retryAfter);
      case GoogleFault.RateLimited(var reason, var retryAfter, _) ->
          new TurnEnd.TryLater(reason, retryAfter);
      case GoogleFault.NoBudget(var reason, var in) -> new TurnEnd.Wait(reason, in);
      case GoogleFault.AccessLost(var reason) -> new TurnEnd.Park(Parking.ACCESS_LOST, reason);
      case GoogleFault.NotFound(var reason) -> perhapsLost(reason, null, attempts);
      case GoogleFault.Forbidden(var reason, var retryAfter) ->
          perhapsLost(reason, retryAfter, attempts);
      case GoogleFault.Unauthorized(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.TokenDead(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.QuotaExceeded(var reason) -> hopeless(reason, attempts);
      case GoogleFault.Stale(var reason) -> hopeless(reason, attempts);
      case GoogleFault.AlreadyExists(var reason) -> hopeless(reason, attempts);
      case GoogleFault.AlreadyGone(var reason) -> hopeless(reason, attempts);
      case GoogleFault.Refused(var reason, _) -> hopeless(reason, attempts);
    };
  }

  /**
   * What it means that an edit could not be decided, of a calendar that can be read. That Google
   * takes no changes from its account for hours is no failure of it, and no access is lost.
   */
  static TurnEnd ofEdit(GoogleFault fault, int attempts) {
    if (fault instanceof GoogleFault.QuotaExceeded(var reason)) {
      return new TurnEnd.Rest(reason);
    }
    return of(fault, attempts) instanceof TurnEnd.Park(_, var reason)
        ? hopeless(reason, attempts)
        : of(fault, attempts);
  }

  /** What it means that there is no token: it is not said when, where our own service is away. */
  static TurnEnd of(Unavailable token) {
    return token.retryAfter() == null
        ? new TurnEnd.Outage(token.reason())
        : new TurnEnd.TryLater(token.reason(), token.retryAfter());
  }

  private static TurnEnd perhapsLost(String reason, @Nullable Duration retryAfter, int attempts) {
    return attempts < ATTEMPTS_BEFORE_BELIEF
        ? new TurnEnd.TryLater(reason, retryAfter)
        : new TurnEnd.Park(Parking.ACCESS_LOST, reason);
  }

  /** An answer that no reading should get: not lost access, and not likely to pass. */
  private static TurnEnd hopeless(String reason, int attempts) {
    @Nullable Duration seldom = attempts < HOPELESS_ATTEMPTS ? null : SELDOM;
    return new TurnEnd.TryLater(reason, seldom);
  }
}
