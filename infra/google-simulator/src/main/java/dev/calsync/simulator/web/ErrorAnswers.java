package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.oauth.OAuthError;
import jakarta.servlet.ServletException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Errors as Google answers them. */
@RestControllerAdvice
class ErrorAnswers {
  @ExceptionHandler
  ResponseEntity<Map<String, Object>> google(GoogleError error) {
    return ResponseEntity.status(error.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(error.envelope());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> oauth(OAuthError error) {
    return ResponseEntity.status(error.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(error.body());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException unreadable) {
    return google(Unreadable.of(unreadable));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> mistaken(MethodArgumentTypeMismatchException mistaken) {
    return google(GoogleError.invalid("not understood: " + mistaken.getName()));
  }

  /** For programs, too: by itself a web server writes a page. */
  @ExceptionHandler({
    NoHandlerFoundException.class,
    NoResourceFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    MissingServletRequestParameterException.class,
    HttpMediaTypeNotSupportedException.class
  })
  ResponseEntity<Map<String, Object>> unknown(ServletException unknown) {
    int status = unknown instanceof ErrorResponse answer ? answer.getStatusCode().value() : 404;
    String reason = status == 404 ? "notFound" : "badRequest";
    return google(
        new GoogleError(status, "global", reason, String.valueOf(unknown.getMessage()), null));
  }
}
