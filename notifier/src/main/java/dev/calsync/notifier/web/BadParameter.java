package dev.calsync.notifier.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request's parameter or field that cannot be used; answers 400 and names it. */
public final class BadParameter extends ErrorResponseException {
  /**
   * @param parameter its name, as in the request
   * @param expected what would have been right
   */
  public BadParameter(String parameter, String expected) {
    super(HttpStatus.BAD_REQUEST, problem(parameter, expected), null);
  }

  private static ProblemDetail problem(String parameter, String expected) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST, parameter + ": expected " + expected);
    problem.setProperty("parameter", parameter);
    return problem;
  }
}
