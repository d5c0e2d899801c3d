package dev.calsync.simulator.web;

import dev.calsync.simulator.fault.Rule;
import dev.calsync.simulator.oauth.OAuthError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a fault rule shows in HTTP. */
final class FaultAnswers {
  private FaultAnswers() {}

  /** Waits where the rule says so; whether the answer is written with this. */
  static boolean isAnswered(Rule fault, String operation, HttpServletResponse response)
      throws InterruptedException, IOException {
    Long delay = fault.delayMillis();
    if (delay != null) {
      Thread.sleep(delay);
    }
    if (fault.status() == 0) {
      return false;
    }
    Integer retryAfter = fault.retryAfter();
    if (retryAfter != null) {
      response.setHeader("Retry-After", retryAfter.toString());
    }
    if (!fault.isHtml()) {
      throw operation.startsWith("oauth.") ? oauthError(fault) : fault.error();
    }
    String page =
        """
        <!DOCTYPE html>
        <html lang=en><title>Error %d (Server Error)!!1</title>
        <p><b>%d.</b> <ins>That's an error.</ins>
        <p>The server encountered a temporary error and could not complete your request.
        """
            .formatted(fault.status(), fault.status());
    response.setStatus(fault.status());
    response.setContentType("text/html; charset=UTF-8");
    response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** The token endpoint has errors of its own form (google-calendar.md §5.5). */
  private static OAuthError oauthError(Rule fault) {
    boolean server = fault.status() >= 500;
    String reason = fault.reason();
    String message = fault.message();
    String error = reason == null ? (server ? "internal_failure" : "invalid_grant") : reason;
    String usual = server ? "Backend Error" : "Bad Request";
    return new OAuthError(fault.status(), error, message == null ? usual : message);
  }
}
