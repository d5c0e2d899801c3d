package dev.calsync.ingress;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What became of a call: the status it is answered with, and the name it is counted under. */
enum Outcome {
  ACCEPTED(HttpStatus.NO_CONTENT),
  MALFORMED(HttpStatus.BAD_REQUEST),
  FORGED(HttpStatus.UNAUTHORIZED),
  EXPIRED(HttpStatus.UNAUTHORIZED),
  WRONG_METHOD(HttpStatus.METHOD_NOT_ALLOWED),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),

  /** Too many of the above from one source; Google does not try a 429 again, nor should it. */
  FLOOD(HttpStatus.TOO_MANY_REQUESTS),

  /** A genuine push that Kafka does not take now; Google tries a 503 again. */
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),

  /** A genuine push, but too many wait for Kafka already. */
  OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  Outcome(HttpStatus status) {
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  /** Whether the caller did not show that it is Google; only such calls are limited. */
  boolean isRefusal() {
    return status.is4xxClientError();
  }

  /** The value of the metric's label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
