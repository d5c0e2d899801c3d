package dev.calsync.channel.google;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import dev.calsync.channel.google.GoogleFault.Kind;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's error answers (google-calendar.md §2.2, §4.3); reasons are matched by their
 * ending.
 */
final class GoogleFaults {
  private GoogleFaults() {}

  static GoogleFault of(IOException e) {
    if (!(e instanceof HttpResponseException answer)) {
      // The message of a failed connection names host and port, no more.
      return new GoogleFault(
          Kind.TRANSIENT, e.getClass().getSimpleName() + ": " + e.getMessage(), null);
    }
    String reason = reason(answer);
    return new GoogleFault(
        kind(answer.getStatusCode(), reason),
        answer.getStatusCode() + (reason.isEmpty() ? "" : " " + reason),
        retryAfter(answer.getHeaders() == null ? null : answer.getHeaders().getRetryAfter()));
  }

  static Kind kind(int status, String reason) {
    if (reason.endsWith("pushNotSupportedForRequestedResource")) {
      return Kind.NOT_WATCHABLE;
    }
    if (reason.endsWith("webhookUrlUnauthorized") || reason.endsWith("webhookUrlNotHttps")) {
      return Kind.ADDRESS_REFUSED;
    }
    if (reason.endsWith("LimitExceeded") || reason.equals("quotaExceeded")) {
      return Kind.RATE_LIMITED;
    }
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 429 -> Kind.RATE_LIMITED;
      default -> Kind.TRANSIENT;
    };
  }

  private static String reason(HttpResponseException answer) {
    if (answer instanceof GoogleJsonResponseException json) {
      GoogleJsonError details = json.getDetails();
      if (details != null && details.getErrors() != null && !details.getErrors().isEmpty()) {
        String reason = details.getErrors().getFirst().getReason();
        return reason == null ? "" : reason;
      }
    }
    return "";
  }

  /** Seconds only: Google's APIs send no dates here. */
  static @Nullable Duration retryAfter(@Nullable String header) {
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }
}
