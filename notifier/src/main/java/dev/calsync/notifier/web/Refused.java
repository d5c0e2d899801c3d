package dev.calsync.notifier.web;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that is understood but not served; answers with a problem (RFC 9457). */
public final class Refused extends ErrorResponseException {
  private Refused(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  /** For this person there is no such thing, whether or not there is for another. */
  public static Refused notFound(String what) {
    return new Refused(HttpStatus.NOT_FOUND, "no such " + what);
  }

  /** Refused for a reason that asking again does not change. */
  public static Refused because(HttpStatus status, String detail) {
    return new Refused(status, detail);
  }

  /** Refused for now. */
  public static Refused until(HttpStatus status, String detail, Duration retryAfter) {
    Refused refused = new Refused(status, detail);
    refused.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    return refused;
  }

  /** The same, of a kind that a program can tell. */
  public Refused ofType(URI type) {
    setType(type);
    return this;
  }

  /** The same, with one more member in its problem. */
  public Refused with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }
}
