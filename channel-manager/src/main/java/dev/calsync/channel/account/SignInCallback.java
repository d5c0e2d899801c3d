package dev.calsync.channel.account;

import dev.calsync.channel.account.SignIn.ConfirmationNeeded;
import dev.calsync.channel.account.SignIn.ConsentNeeded;
import dev.calsync.channel.account.SignIn.Refused;
import dev.calsync.channel.account.SignIn.SignedIn;
import dev.calsync.model.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Where people land when they come back from Google. Only the user's id reaches the session, in a
 * form that needs none of our classes to be read.
 */
@Component
final class SignInCallback implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
  private static final Logger log = LoggerFactory.getLogger(SignInCallback.class);

  private static final String ACCOUNTS = "/accounts";

  private final SignIn signIn;
  private final SignInRequests requests;
  private final SignInSettings settings;
  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  SignInCallback(SignIn signIn, SignInRequests requests, SignInSettings settings) {
    this.signIn = signIn;
    this.requests = requests;
    this.settings = settings;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    var back = (GoogleSignIn) authentication;
    boolean connecting = back.purpose().connectTo() != null;
    switch (signIn.complete(back, present(request))) {
      case SignedIn(var user) -> {
        admit(user, request, response);
        response.sendRedirect(settings.address(connecting ? ACCOUNTS : "/"));
      }
      case ConfirmationNeeded(var account) -> {
        SecurityContextHolder.clearContext();
        response.sendRedirect(settings.address(ACCOUNTS + "?confirm=" + account));
      }
      case ConsentNeeded(var sub) -> {
        SecurityContextHolder.clearContext();
        String path = requests.pathFor(back.purpose().withConsentOf(sub), request);
        response.sendRedirect(settings.address(path));
      }
      case Refused(var reason) -> refuse(request, response, reason);
    }
  }

  private @Nullable UserId present(HttpServletRequest request) {
    Authentication authentication = sessions.loadDeferredContext(request).get().getAuthentication();
    return authentication == null ? null : UserId.of(authentication.getName());
  }

  /**
   * Whoever was not in this session before enters it under a new id, which nobody can have planted.
   * For whoever was, the id stays: their other tabs, which just now ask with it, would be told that
   * they are signed out.
   */
  private void admit(UserId user, HttpServletRequest request, HttpServletResponse response) {
    if (!user.equals(present(request))) {
      request.changeSessionId();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            user.toString(), null, List.of(new SimpleGrantedAuthority("ROLE_USER"))));
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    // The message may quote what Google or a stranger sent; the code is one of a few.
    String reason =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : "google_unavailable";
    refuse(request, response, reason.matches("[a-z_]{1,40}") ? reason : "failed");
  }

  /** Whoever is signed in already wanted to connect an account, and goes back to those. */
  private void refuse(HttpServletRequest request, HttpServletResponse response, String reason)
      throws IOException {
    log.info("sign-in refused: {}", reason);
    String page = present(request) == null ? "/" : ACCOUNTS;
    SecurityContextHolder.clearContext();
    response.sendRedirect(settings.address(page + "?signin=" + reason));
  }
}
