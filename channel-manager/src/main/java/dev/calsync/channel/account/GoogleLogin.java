package dev.calsync.channel.account;

import dev.calsync.channel.google.ClientSecrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Spring Security's login with Google, minus what it would keep: the tokens go to the vault, the
 * session gets a user id.
 */
@Component
final class GoogleLogin {
  private final GoogleRegistration registration;
  private final ClientSecrets secrets;
  private final JdkClientHttpRequestFactory http;

  GoogleLogin(
      GoogleRegistration registration,
      ClientSecrets secrets,
      JdkClientHttpRequestFactory googleRequests) {
    this.registration = registration;
    this.secrets = secrets;
    this.http = googleRequests;
  }

  void configure(
      OAuth2LoginConfigurer<HttpSecurity> oauth, SignInRequests requests, SignInCallback callback) {
    oauth
        .loginPage("/?signin=required")
        .clientRegistrationRepository(registration)
        .authorizedClientRepository(new KeepsNothing())
        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(withASecret(tokens())))
        // The id token says who it is; a further call for the same would only cost time.
        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(GoogleLogin::person))
        .successHandler(callback)
        .failureHandler(callback)
        .withObjectPostProcessor(
            after(
                OAuth2LoginAuthenticationFilter.class,
                filter -> {
                  filter.setAuthenticationResultConverter(GoogleSignIn::of);
                  filter.setSecurityContextRepository(
                      new RequestAttributeSecurityContextRepository());
                }))
        .withObjectPostProcessor(
            after(
                OAuth2AuthorizationRequestRedirectFilter.class,
                filter -> filter.setAuthenticationFailureHandler(callback)));
  }

  /** With what the token endpoint said beside the tokens, which would else be lost on the way. */
  private static OidcUser person(OidcUserRequest request) {
    Object life = request.getAdditionalParameters().get(GoogleSignIn.GRANT_LIFE);
    return life instanceof Number seconds
        ? new DefaultOidcUser(
            null,
            request.getIdToken(),
            new OidcUserInfo(
                Map.of("sub", request.getIdToken().getSubject(), GoogleSignIn.GRANT_LIFE, seconds)))
        : new DefaultOidcUser(null, request.getIdToken());
  }

  /** A code is not spent by a client whose secret is refused: the other may be shown with it. */
  private OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> withASecret(
      OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens) {
    return request -> {
      OAuth2AuthorizationException refused = null;
      for (String secret : secrets.inOrder()) {
        try {
          var answer = tokens.getTokenResponse(with(secret, request));
          secrets.worked(secret);
          return answer;
        } catch (OAuth2AuthorizationException e) {
          if (!isRefusal(e)) {
            throw e;
          }
          refused = e;
        }
      }
      throw refused == null ? new IllegalStateException("no client secret") : refused;
    };
  }

  /** Spring reads the error of a 400 alone; Google says 401 to a secret that it does not take. */
  private static boolean isRefusal(OAuth2AuthorizationException e) {
    return e.getError().getErrorCode().equals(ClientSecrets.REFUSED)
        || (e.getCause() instanceof RestClientResponseException answer
            && answer.getStatusCode().equals(HttpStatus.UNAUTHORIZED));
  }

  private static OAuth2AuthorizationCodeGrantRequest with(
      String secret, OAuth2AuthorizationCodeGrantRequest request) {
    return new OAuth2AuthorizationCodeGrantRequest(
        ClientRegistration.withClientRegistration(request.getClientRegistration())
            .clientSecret(secret)
            .build(),
        request.getAuthorizationExchange());
  }

  private RestClientAuthorizationCodeTokenResponseClient tokens() {
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .configureMessageConverters(converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokens;
  }

  private static <F> ObjectPostProcessor<F> after(Class<F> type, Consumer<F> change) {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends F> O postProcess(O object) {
        if (type.isInstance(object)) {
          change.accept(object);
        }
        return object;
      }
    };
  }

  /** Tokens go to the vault, not to the session. */
  private static final class KeepsNothing implements OAuth2AuthorizedClientRepository {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the interface's signature
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String registrationId, @Nullable Authentication principal, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String registrationId,
        @Nullable Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}
  }
}
