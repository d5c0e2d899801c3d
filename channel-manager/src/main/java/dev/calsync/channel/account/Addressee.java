package dev.calsync.channel.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page means for its reader when somebody else has signed in with that browser
 * since: a tab that was left open ends nobody's session and deletes nobody's account.
 */
final class Addressee extends OncePerRequestFilter {
  private final Problems problems;

  Addressee(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String meant = request.getHeader("X-Calsync-User");
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    if (meant == null || person == null || person.getName().equals(meant)) {
      chain.doFilter(request, response);
    } else {
      problems.commence(
          request, response, new InsufficientAuthenticationException("somebody else is signed in"));
    }
  }
}
