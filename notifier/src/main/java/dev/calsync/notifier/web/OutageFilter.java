package dev.calsync.notifier.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 while the database cannot be used, sessions included: it stands before the filter
 * that reads them. A statement that the database refuses is no outage but a fault of ours: trying
 * again later does not help, so that is a 500.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OutageFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

  /** SQL states: there is no such column, no such table, or no right to it. */
  private static final Set<String> NOT_YET_THERE = Set.of("42703", "42P01", "42501");

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
      Optional<Throwable> failure = ofTheDatabase(e);
      if (failure.isEmpty()) {
        throw e;
      }
      if (!isOutage(failure.get())) {
        log.error("{} {}: refused", request.getMethod(), request.getRequestURI(), e);
        problems.write(response, HttpStatus.INTERNAL_SERVER_ERROR, "this failed, and is logged");
        return;
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

  private static Optional<Throwable> ofTheDatabase(Throwable e) {
    return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
        .filter(
            cause -> cause instanceof DataAccessException || cause instanceof TransactionException)
        .findFirst();
  }

  private static boolean isOutage(Throwable failure) {
    boolean refused =
        failure instanceof DataIntegrityViolationException
            || failure instanceof InvalidDataAccessResourceUsageException;
    return !refused || isAwaitingItsSchema(failure);
  }

  /** The schemas are others' to make; until they have, we are not ready, and not at fault. */
  private static boolean isAwaitingItsSchema(Throwable refused) {
    return root(refused) instanceof SQLException e
        && NOT_YET_THERE.contains(String.valueOf(e.getSQLState()));
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
