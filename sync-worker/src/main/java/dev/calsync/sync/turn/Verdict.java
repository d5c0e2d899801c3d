package dev.calsync.sync.turn;

import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Parking;

/** What a refusal of Google's means for the turn it ended. */
final class Verdict {
  /** Google advises to ask again before believing a 404; about four minutes of back-off. */
  private static final int NOT_FOUND_ATTEMPTS = 6;

  private Verdict() {}

  static TurnEnd of(GoogleFault fault, int attempts) {
    return switch (fault) {
      case GoogleFault.Transient(var reason, var retryAfter) ->
          new TurnEnd.TryLater(reason, retryAfter);
      case GoogleFault.RateLimited(var reason, var retryAfter) ->
          new TurnEnd.TryLater(reason, retryAfter);
      case GoogleFault.AccessLost(var reason) -> new TurnEnd.Park(Parking.ACCESS_LOST, reason);
      case GoogleFault.NotFound(var reason) ->
          attempts < NOT_FOUND_ATTEMPTS
              ? new TurnEnd.TryLater(reason, null)
              : new TurnEnd.Park(Parking.ACCESS_LOST, reason);
      case GoogleFault.Unauthorized(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.TokenDead(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.QuotaExceeded(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.Stale(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.AlreadyExists(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.AlreadyGone(var reason) -> new TurnEnd.TryLater(reason, null);
      case GoogleFault.Refused(var reason) -> new TurnEnd.TryLater(reason, null);
    };
  }
}
