package dev.calsync.sync.google;

import dev.calsync.model.Redaction;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal of Google's means for us; the status alone never tells (403 is four different
 * worlds, 410 three, 412 two). After Google's error guide and what developers report.
 */
public sealed interface GoogleFault {
  /** For the row, the log and the reader. */
  String reason();

  /** The access token is not accepted: fetch a new one, once. */
  record Unauthorized(String reason) implements GoogleFault {}

  /** The sync or page token is worth nothing any more: read everything again. */
  record TokenDead(String reason) implements GoogleFault {}

  /**
   * Too many calls.
   *
   * @param account whether only the account is to be left alone for a while, not the whole project
   */
  record RateLimited(String reason, @Nullable Duration retryAfter, boolean account)
      implements GoogleFault {}

  /** Google was not asked: our own budget has no call left for now. */
  record NoBudget(String reason, Duration in) implements GoogleFault {}

  /** The account may not write for hours; reading goes on. */
  record QuotaExceeded(String reason) implements GoogleFault {}

  /** This account may not, or no longer, read this calendar. */
  record AccessLost(String reason) implements GoogleFault {}

  /**
   * Reading was refused, and not in words that Google has for lost access: by a proxy on the way,
   * or of all calendars at once. It may pass, and says little of this one.
   */
  record Forbidden(String reason, @Nullable Duration retryAfter) implements GoogleFault {}

  /** Not there; Google's own advice is to try again before believing it. */
  record NotFound(String reason) implements GoogleFault {}

  /** Google, or the way there, is unwell. */
  record Transient(String reason, @Nullable Duration retryAfter) implements GoogleFault {}

  /** The event has another version by now. */
  record Stale(String reason) implements GoogleFault {}

  /** An event with this id exists, or existed. */
  record AlreadyExists(String reason) implements GoogleFault {}

  /** The event is deleted already. */
  record AlreadyGone(String reason) implements GoogleFault {}

  /**
   * Google will never accept this.
   *
   * @param code Google's own word for it, where it has one
   */
  record Refused(String reason, @Nullable String code) implements GoogleFault {
    /** Refused in no words of Google's. */
    public Refused(String reason) {
      this(reason, null);
    }
  }

  /** An error answer of Google's. */
  record Answer(
      int status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable Duration retryAfter) {

    String text() {
      String words = message == null ? "no message" : Redaction.of(message);
      String shown = words.length() > 200 ? words.substring(0, 200) + "…" : words;
      return status + (reason == null ? "" : " " + reason) + ": " + shown;
    }
  }

  /** What was being asked when the answer came. */
  enum Call {
    LIST_ALL,
    LIST_SINCE_TOKEN,
    READ,
    WRITE,
    WRITE_IF_MATCH
  }

  /** What an error answer means. */
  static GoogleFault of(Answer answer, Call call) {
    String text = answer.text();
    boolean listing = call == Call.LIST_ALL || call == Call.LIST_SINCE_TOKEN;
    return switch (answer.status()) {
      case 400 -> listing && aboutToken(answer) ? new TokenDead(text) : refused(answer);
      case 401 -> new Unauthorized(text);
      case 403 -> forbidden(answer, call, text);
      case 404 -> new NotFound(text);
      case 409 -> new AlreadyExists(text);
      // An unreadable reason on a list with a token is still a reason to read everything again.
      case 410 -> listing ? new TokenDead(text) : new AlreadyGone(text);
      // Without an If-Match of ours, "Precondition check failed." passes by itself.
      case 412 ->
          call == Call.WRITE_IF_MATCH ? new Stale(text) : new Transient(text, answer.retryAfter());
      case 429 -> rateLimited(answer);
      default ->
          answer.status() >= 500 ? new Transient(text, answer.retryAfter()) : refused(answer);
    };
  }

  private static GoogleFault refused(Answer answer) {
    return new Refused(answer.text(), answer.reason());
  }

  private static GoogleFault rateLimited(Answer answer) {
    boolean account = "userRateLimitExceeded".equals(answer.reason());
    return new RateLimited(answer.text(), answer.retryAfter(), account);
  }

  private static boolean aboutToken(Answer answer) {
    String message = answer.message() == null ? "" : answer.message().toLowerCase(Locale.ROOT);
    return message.contains("sync token")
        || message.contains("page token")
        || message.contains("pagetoken");
  }

  private static GoogleFault forbidden(Answer answer, Call call, String text) {
    boolean writing = call == Call.WRITE || call == Call.WRITE_IF_MATCH;
    return switch (answer.reason()) {
      case "rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded" ->
          rateLimited(answer);
      case "quotaExceeded" -> new QuotaExceeded(text);
      case "forbidden", "requiredAccessLevel", "insufficientPermissions", "notACalendarUser" ->
          writing ? refused(answer) : new AccessLost(text);
      case null, default -> writing ? refused(answer) : new Forbidden(text, answer.retryAfter());
    };
  }
}
