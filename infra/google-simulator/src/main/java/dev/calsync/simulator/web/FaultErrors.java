package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import org.jspecify.annotations.Nullable;

/** What Google says by each status when nothing else is asked for (google-calendar.md §4.3). */
final class FaultErrors {
  private FaultErrors() {}

  static GoogleError error(Faults.Rule rule) {
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
        message == null ? String.valueOf(usual.getMessage()) : message,
        null);
  }

  private static String domain(@Nullable String reason) {
    return switch (reason) {
      case "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded" -> "usageLimits";
      case "fullSyncRequired", "forbiddenForNonOrganizer", "notACalendarUser" -> "calendar";
      case null, default -> "global";
    };
  }

  private static GoogleError usual(int status) {
    return switch (status) {
      case 401 -> GoogleError.badCredentials();
      case 403, 429 ->
          new GoogleError(status, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded", null);
      case 404 -> GoogleError.notFound();
      case 409 -> GoogleError.duplicate();
      case 410 -> GoogleError.fullSyncRequired();
      case 412 -> GoogleError.conditionNotMet();
      default -> new GoogleError(status, "global", "backendError", "Backend Error", null);
    };
  }
}
