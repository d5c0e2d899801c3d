package dev.calsync.simulator.fault;

import dev.calsync.simulator.error.GoogleError;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong (infra/docs/google-calendar.md §7.19).
 *
 * @param match an operation ({@code events.list}), a family ({@code events.*}), or {@code *} or
 *     null for all
 * @param calendarId only calls for this calendar, or null for all
 * @param status what is answered; 0 lets the call through, after the delay or to break its answer
 * @param times how often; 0 = until reset; null = once, or until reset where there is a rate
 * @param rate the share of matching calls it hits
 * @param skip so many matching calls pass first
 * @param dropAnswer the call does its work, and then the connection breaks (with status 0)
 * @param html the error is a page of HTML, as a proxy on the way would send it
 * @param truncate the call does its work, and then half of the answer's JSON comes (with status 0)
 */
public record Rule(
    @Nullable String match,
    @Nullable String calendarId,
    int status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Integer retryAfter,
    @Nullable Integer times,
    @Nullable Double rate,
    @Nullable Integer skip,
    @Nullable Long delayMillis,
    @Nullable Boolean dropAnswer,
    @Nullable Boolean html,
    @Nullable Boolean truncate) {

  public Rule {
    if (rate != null && !(rate >= 0 && rate <= 1)) {
      throw GoogleError.invalid("rate: " + rate + " (expected: 0 to 1)");
    }
    if (status != 0 && (status < 400 || status > 599)) {
      throw GoogleError.invalid("status: " + status + " (expected: 0, or 400 to 599)");
    }
    requireNotNegative("retryAfter", retryAfter);
    requireNotNegative("times", times);
    requireNotNegative("skip", skip);
    requireNotNegative("delayMillis", delayMillis);
    boolean breaks = Boolean.TRUE.equals(dropAnswer) || Boolean.TRUE.equals(truncate);
    if (status == 0 && delayMillis == null && !breaks) {
      throw GoogleError.invalid(
          "status: 0 (expected with it: delayMillis, dropAnswer or truncate)");
    }
  }

  /** Once, and with Google's usual words for this status. */
  public static Rule once(String match, int status) {
    return new Rule(match, null, status, null, null, null, 1, null, null, null, null, null, null);
  }

  /** A share of all matching calls, until reset. */
  public static Rule share(String match, int status, double rate) {
    return new Rule(match, null, status, null, null, null, 0, rate, null, null, null, null, null);
  }

  /** The same fault with Google's other reason for the status. */
  public Rule because(String otherReason) {
    return new Rule(
        match,
        calendarId,
        status,
        otherReason,
        message,
        retryAfter,
        times,
        rate,
        skip,
        delayMillis,
        dropAnswer,
        html,
        truncate);
  }

  /** The call does its work and its answer gets lost. */
  public Rule afterTheWork() {
    return new Rule(
        match,
        calendarId,
        0,
        reason,
        message,
        retryAfter,
        times,
        rate,
        skip,
        delayMillis,
        true,
        html,
        truncate);
  }

  public boolean dropsAnswer() {
    return Boolean.TRUE.equals(dropAnswer);
  }

  public boolean isHtml() {
    return Boolean.TRUE.equals(html);
  }

  public boolean truncates() {
    return Boolean.TRUE.equals(truncate);
  }

  /** What is answered, where the status is one. */
  public GoogleError error() {
    return FaultErrors.error(this);
  }

  /** Whether it can strike this operation, of some calendar. */
  public boolean isFor(String operation) {
    return match == null
        || match.equals("*")
        || match.equals(operation)
        || (match.endsWith(".*") && operation.startsWith(match.substring(0, match.length() - 1)));
  }

  boolean matches(String operation, @Nullable String calendar) {
    return isFor(operation) && (calendarId == null || calendarId.equals(calendar));
  }

  int firstTimes() {
    int usual = rate == null ? 1 : 0;
    int wanted = times == null ? usual : times;
    return wanted == 0 ? Integer.MAX_VALUE : wanted;
  }

  private static void requireNotNegative(String name, @Nullable Number value) {
    if (value != null && value.longValue() < 0) {
      throw GoogleError.invalid("%s: %s (expected: 0 or more)".formatted(name, value));
    }
  }
}
