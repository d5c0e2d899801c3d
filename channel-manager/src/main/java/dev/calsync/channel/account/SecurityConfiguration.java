package dev.calsync.channel.account;

import dev.calsync.channel.grant.InternalSecret;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Who may do what: people through Google, services by the internal secret. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  @Bean
  @Order(1)
  SecurityFilterChain internal(HttpSecurity http, InternalSecret secret, Problems problems)
      throws Exception {
    return http.securityMatcher("/internal/**")
        .csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .anyRequest()
                .access((_, context) ->
                    new AuthorizationDecision(secret.isShownBy(context.getRequest()))))
        .exceptionHandling(e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http,
      SignInCallback callback,
      SignInRequests requests,
      GoogleLogin login,
      SignInSettings settings,
      Problems problems)
      throws Exception {
    return http.authorizeHttpRequests(rules ->
            rules
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers("/actuator/**", "/oauth2/**", "/login/**")
                .permitAll()
                .anyRequest()
                .authenticated())
        // Operators' commands are on the management port alone, where no cookie signs anybody in.
        .csrf(csrf ->
            csrf.spa()
                .csrfTokenRepository(csrfCookie(settings))
                .ignoringRequestMatchers("/actuator/**"))
        .sessionManagement(
            s -> s.sessionFixation(fixation -> fixation.none())) // see SignInCallback
        .requestCache(cache -> cache.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        .addFilterBefore(new Addressee(problems), LogoutFilter.class)
        .oauth2Login(oauth -> login.configure(oauth, requests, callback))
        .logout(logout ->
            logout.logoutSuccessHandler(
                new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
        .exceptionHandling(e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .build();
  }

  /** The page reads this cookie; that is what proves it is the page. */
  private static CookieCsrfTokenRepository csrfCookie(SignInSettings settings) {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(made -> made.secure(settings.secure()).sameSite("Lax").path("/"));
    return cookie;
  }

  /** One cookie for all services behind our address; with https the browser guards it further. */
  @Bean
  CookieSerializer sessionCookie(SignInSettings settings) {
    var cookie = new DefaultCookieSerializer();
    cookie.setCookieName(settings.secure() ? "__Host-CALSYNC_SESSION" : "CALSYNC_SESSION");
    cookie.setUseSecureCookie(settings.secure());
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    cookie.setCookiePath("/");
    return cookie;
  }
}
