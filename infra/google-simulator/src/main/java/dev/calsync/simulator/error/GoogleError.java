package dev.calsync.simulator.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal as Google words it: status, domain, reason and where in the request the fault lies. */
public final class GoogleError extends RuntimeException {
  private final int status;
  private final String domain;
  private final String reason;
  private final @Nullable String location;

  public GoogleError(
      int status, String domain, String reason, String message, @Nullable String location) {
    super(message);
    this.status = status;
    this.domain = domain;
    this.reason = reason;
    this.location = location;
  }

  private GoogleError(int status, String reason, String message) {
    this(status, "global", reason, message, null);
  }

  public static GoogleError invalid(String message) {
    return new GoogleError(400, "invalid", message);
  }

  /** A parameter that cannot be as it is. */
  public static GoogleError invalidParameter(String location, String message) {
    return new GoogleError(400, "global", "invalid", message, location);
  }

  public static GoogleError required(String message) {
    return new GoogleError(400, "required", message);
  }

  public static GoogleError emptyTimeRange() {
    return new GoogleError(
        400, "calendar", "timeRangeEmpty", "The specified time range is empty.", "timeMax");
  }

  public static GoogleError badCredentials() {
    return new GoogleError(401, "global", "authError", "Invalid Credentials", "Authorization");
  }

  public static GoogleError missingScope() {
    return new GoogleError(
        403, "insufficientPermissions", "Request had insufficient authentication scopes.");
  }

  public static GoogleError readOnly() {
    return new GoogleError(
        403,
        "calendar",
        "requiredAccessLevel",
        "You need to have writer access to this calendar.",
        null);
  }

  public static GoogleError forbidden() {
    return new GoogleError(403, "forbidden", "Forbidden");
  }

  /** The events of somebody else's meeting are not a guest's to change (§4.3). */
  public static GoogleError notOrganizer() {
    return new GoogleError(
        403,
        "calendar",
        "forbiddenForNonOrganizer",
        "Shared properties can only be changed by the organizer of the event.",
        null);
  }

  public static GoogleError notACalendarUser() {
    return new GoogleError(
        403,
        "calendar",
        "notACalendarUser",
        "The user must be signed up for Google Calendar.",
        null);
  }

  /** 403 or 429: "functionally similar". */
  public static GoogleError rateLimited(int status) {
    return new GoogleError(status, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded", null);
  }

  public static GoogleError userRateLimited() {
    return new GoogleError(
        403, "usageLimits", "userRateLimitExceeded", "User Rate Limit Exceeded", null);
  }

  /** Writing is over for hours; reading goes on. */
  public static GoogleError quotaExceeded() {
    return new GoogleError(
        403, "usageLimits", "quotaExceeded", "Calendar usage limits exceeded.", null);
  }

  public static GoogleError notFound() {
    return new GoogleError(404, "notFound", "Not Found");
  }

  public static GoogleError duplicate() {
    return new GoogleError(409, "duplicate", "The requested identifier already exists.");
  }

  public static GoogleError deleted() {
    return new GoogleError(410, "deleted", "Resource has been deleted");
  }

  public static GoogleError fullSyncRequired() {
    return new GoogleError(
        410,
        "calendar",
        "fullSyncRequired",
        "Sync token is no longer valid, a full sync is required.",
        "syncToken");
  }

  public static GoogleError updatedMinTooLongAgo() {
    return new GoogleError(
        410,
        "calendar",
        "updatedMinTooLongAgo",
        "The requested minimum modification time lies too far in the past.",
        "updatedMin");
  }

  /** The one that comes without any If-Match, and passes (§4.3, §7.6). */
  public static GoogleError spuriousPrecondition() {
    return new GoogleError(412, "global", "conditionNotMet", "Precondition check failed.", null);
  }

  public static GoogleError conditionNotMet() {
    return new GoogleError(412, "global", "conditionNotMet", "Precondition Failed", "If-Match");
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  /** The body Google sends with it. */
  public Map<String, Object> envelope() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("domain", domain);
    detail.put("reason", reason);
    detail.put("message", text());
    if (location != null) {
      boolean header = location.equals("Authorization") || location.equals("If-Match");
      detail.put("locationType", header ? "header" : "parameter");
      detail.put("location", location);
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("errors", List.of(detail));
    error.put("code", status);
    error.put("message", text());
    return Map.of("error", error);
  }

  private String text() {
    String message = getMessage();
    return message == null ? reason : message;
  }
}
