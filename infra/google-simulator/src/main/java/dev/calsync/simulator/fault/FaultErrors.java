package dev.calsync.simulator.fault;

import dev.calsync.simulator.error.GoogleError;
import org.jspecify.annotations.Nullable;

/** What Google says by each status when nothing else is asked for (google-calendar.md §4.3). */
final class FaultErrors {
  private FaultErrors() {}

  static GoogleError error(Rule rule) {
    GoogleError usual = usual(rule.status());
    String reason = rule.reason();
    String message = rule.message();
    if (reason == null && message == null) {
      return usual;
    }
    return new GoogleError(
        rule.status(),
        domain(reason),
        reason == null ? usual.reason() : reason,
        message == null ? message(reason, usual) : message,
        null);
  }

  private static String domain(@Nullable String reason) {
    return switch (reason) {
      case "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded" -> "usageLimits";
      case "fullSyncRequired",
          "updatedMinTooLongAgo",
          "forbiddenForNonOrganizer",
          "forbiddenForServiceAccounts",
          "notACalendarUser" ->
          "calendar";
      case null, default -> "global";
    };
  }

  private static String message(@Nullable String reason, GoogleError usual) {
    return switch (reason) {
      case "rateLimitExceeded" -> "Rate Limit Exceeded";
      case "userRateLimitExceeded" -> "User Rate Limit Exceeded";
      case "quotaExceeded" -> "Calendar usage limits exceeded.";
      case "forbidden" -> "Forbidden";
      case "deleted" -> "Resource has been deleted";
      case "forbiddenForNonOrganizer" ->
          "Shared properties can only be changed by the organizer of the event.";
      case "notACalendarUser" -> "The user must be signed up for Google Calendar.";
      case null, default -> String.valueOf(usual.getMessage());
    };
  }

  private static GoogleError usual(int status) {
    return switch (status) {
      case 401 -> GoogleError.badCredentials();
      case 403, 429 -> GoogleError.rateLimited(status);
      case 404 -> GoogleError.notFound();
      case 409 -> GoogleError.duplicate();
      case 410 -> GoogleError.fullSyncRequired();
      // A 412 that comes by rule answers no If-Match: it is the spurious one, and passes.
      case 412 -> GoogleError.spuriousPrecondition();
      default -> new GoogleError(status, "global", "backendError", "Backend Error", null);
    };
  }
}
