package dev.calsync.notifier.feed;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets go of what all other filters keep with a request, its session above all, once it is an open
 * stream: that lasts for minutes, is never dispatched again and needs none of it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OpenStreamFilter extends OncePerRequestFilter {
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !StreamConfiguration.isStream(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      Collections.list(request.getAttributeNames()).forEach(request::removeAttribute);
    }
  }
}
