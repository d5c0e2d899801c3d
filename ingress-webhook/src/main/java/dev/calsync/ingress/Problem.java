package dev.calsync.ingress;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went wrong, as RFC 9457 has it. The detail is always a sentence of ours: nothing of the
 * request and nothing of an exception is shown.
 */
record Problem(String type, String title, int status, String detail) {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.shared();

  static Problem of(int status, String detail) {
    HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return new Problem("about:blank", title, status, detail);
  }

  static Problem of(HttpStatusCode status, String detail) {
    return of(status.value(), detail);
  }

  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }
}
