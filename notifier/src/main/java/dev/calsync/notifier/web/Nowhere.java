package dev.calsync.notifier.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Of an address that leads nowhere people are told on a page; programs get a problem. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Nowhere {
  /** Browsers ask for HTML by name when somebody follows an address. */
  @ExceptionHandler
  Object tell(NoResourceFoundException nothing, HttpServletRequest request) {
    String wanted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
    if (request.getRequestURI().startsWith("/api/")
        || !wanted.contains(MediaType.TEXT_HTML_VALUE)) {
      return ResponseEntity.status(nothing.getStatusCode()).body(nothing.getBody());
    }
    return new ModelAndView("forward:/nowhere.html", HttpStatus.NOT_FOUND);
  }
}
