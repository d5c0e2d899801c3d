package dev.calsync.notifier.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 while the database cannot be used, sessions included: it stands before the filter
 * that reads them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OutageFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

  private final Problems problems;

  OutageFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      if (!isOutage(e)) {
        throw e;
      }
      log.warn(
          "{} {}: no database: {}",
          request.getMethod(),
          request.getRequestURI(),
          root(e).toString());
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "the database cannot be reached");
    }
  }

  private static boolean isOutage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessException || cause instanceof TransactionException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
