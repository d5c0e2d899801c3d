package dev.calsync.notifier.feed;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets go of what all other filters keep with a request, its session above all, once it is a
 * stream: that is open for hours and needs nothing of it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OpenStreamFilter implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      Collections.list(request.getAttributeNames()).forEach(request::removeAttribute);
    }
  }
}
