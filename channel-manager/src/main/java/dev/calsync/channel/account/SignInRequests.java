package dev.calsync.channel.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

/**
 * Makes the requests that send people to Google: with offline access always, with the consent
 * screen only where a refresh token is needed (each consent mints one, and Google keeps a hundred).
 *
 * <p>A purpose other than a plain sign-in is handed out as a ticket, good once and in one session:
 * nobody can be made to connect an account by a link.
 */
@Component
final class SignInRequests implements OAuth2AuthorizationRequestResolver {
  static final String PATH = "/oauth2/authorization/google";
  private static final String TICKET = "calsync.ticket";
  private static final String PURPOSE = "calsync.purpose";
  private static final int TICKET_BYTES = 16;

  private final DefaultOAuth2AuthorizationRequestResolver google;
  private final SecureRandom random = new SecureRandom();

  SignInRequests(GoogleRegistration registration) {
    this.google =
        new DefaultOAuth2AuthorizationRequestResolver(registration, "/oauth2/authorization");
  }

  /** The path that sends the owner of this session to Google for this purpose, once. */
  String pathFor(Purpose purpose, HttpServletRequest request) {
    var bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    HttpSession session = request.getSession(true);
    session.setAttribute(TICKET, ticket);
    session.setAttribute(PURPOSE, new HashMap<>(purpose.attributes()));
    return PATH + "?ticket=" + ticket;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    OAuth2AuthorizationRequest plain = google.resolve(request);
    return plain == null ? null : with(redeem(request), plain);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(
      HttpServletRequest request, String registrationId) {
    OAuth2AuthorizationRequest plain = google.resolve(request, registrationId);
    return plain == null ? null : with(redeem(request), plain);
  }

  private static OAuth2AuthorizationRequest with(
      Purpose purpose, OAuth2AuthorizationRequest plain) {
    return OAuth2AuthorizationRequest.from(plain)
        .attributes(attributes -> attributes.putAll(purpose.attributes()))
        .additionalParameters(parameters -> {
          parameters.put("access_type", "offline");
          if (purpose.consentOf() == null) {
            // Else Google would silently take the account that was last used there.
            parameters.put("prompt", "select_account");
          } else {
            parameters.put("prompt", "consent");
            parameters.put("login_hint", purpose.consentOf());
          }
        })
        .build();
  }

  private static Purpose redeem(HttpServletRequest request) {
    String shown = request.getParameter("ticket");
    HttpSession session = request.getSession(false);
    if (shown == null || session == null) {
      return Purpose.SIGN_IN;
    }
    Object ticket = session.getAttribute(TICKET);
    Object purpose = session.getAttribute(PURPOSE);
    session.removeAttribute(TICKET);
    session.removeAttribute(PURPOSE);
    return Objects.equals(ticket, shown) && purpose instanceof Map<?, ?> attributes
        ? Purpose.of(copy(attributes))
        : Purpose.SIGN_IN;
  }

  private static Map<String, Object> copy(Map<?, ?> attributes) {
    var copy = new HashMap<String, Object>();
    attributes.forEach((name, value) -> copy.put(name.toString(), value));
    return copy;
  }
}
