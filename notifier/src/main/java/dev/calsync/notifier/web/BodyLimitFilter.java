package dev.calsync.notifier.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes no body that is larger than an edit can be, or that does not say how large it is. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class BodyLimitFilter extends OncePerRequestFilter {
  static final long MAX_BYTES = 64 * 1024;

  private final Problems problems;

  BodyLimitFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getHeader("Transfer-Encoding") != null) {
      problems.write(response, HttpStatus.LENGTH_REQUIRED, "expected a Content-Length");
    } else if (request.getContentLengthLong() > MAX_BYTES) {
      problems.write(
          response, HttpStatus.CONTENT_TOO_LARGE, "expected at most " + MAX_BYTES + " bytes");
    } else {
      chain.doFilter(request, response);
    }
  }
}
