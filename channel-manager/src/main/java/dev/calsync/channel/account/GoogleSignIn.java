package dev.calsync.channel.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What came back from Google, verified by spring-security; lives for one request and never reaches
 * the session.
 */
final class GoogleSignIn extends OAuth2AuthenticationToken {
  private static final long serialVersionUID = 1L;

  /**
   * What the token endpoint calls the seconds that a refresh token is good for, if it is not for
   * good.
   */
  static final String GRANT_LIFE = "refresh_token_expires_in";

  private static final Duration LIFE_IF_UNSAID = Duration.ofMinutes(10);

  private final transient OidcUser person;
  private final transient OAuth2AccessToken accessToken;
  private final transient @Nullable OAuth2RefreshToken refreshToken;
  private final transient Purpose purpose;

  private GoogleSignIn(
      OidcUser person, OAuth2AccessToken accessToken, OAuth2LoginAuthenticationToken login) {
    super(person, login.getAuthorities(), login.getClientRegistration().getRegistrationId());
    this.person = person;
    this.accessToken = accessToken;
    this.refreshToken = login.getRefreshToken();
    this.purpose =
        Purpose.of(login.getAuthorizationExchange().getAuthorizationRequest().getAttributes());
  }

  static GoogleSignIn of(OAuth2LoginAuthenticationToken login) {
    if (login.getPrincipal() instanceof OidcUser person && login.getAccessToken() != null) {
      return new GoogleSignIn(person, login.getAccessToken(), login);
    }
    throw new IllegalStateException("a login without an OpenID user or an access token");
  }

  Purpose purpose() {
    return purpose;
  }

  String sub() {
    return getName();
  }

  /** For people to read; never a key. */
  String email() {
    String email = person.getEmail();
    return email == null ? "" : email;
  }

  @Nullable String personName() {
    return person.getFullName();
  }

  Set<String> scopes() {
    return accessToken.getScopes();
  }

  String accessToken() {
    return accessToken.getTokenValue();
  }

  Instant accessTokenExpiry(Instant now) {
    Instant expiry = accessToken.getExpiresAt();
    return expiry == null ? now.plus(LIFE_IF_UNSAID) : expiry;
  }

  /** When Google takes the grant back by itself, if it said so. */
  @Nullable Instant grantEnd(Instant now) {
    return person.getUserInfo() != null
            && person.getUserInfo().getClaim(GRANT_LIFE) instanceof Number seconds
        ? now.plusSeconds(seconds.longValue())
        : null;
  }

  Optional<String> refreshToken() {
    return Optional.ofNullable(refreshToken).map(OAuth2RefreshToken::getTokenValue);
  }
}
