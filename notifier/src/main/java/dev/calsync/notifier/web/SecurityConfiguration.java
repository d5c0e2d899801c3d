package dev.calsync.notifier.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Who may ask for what: the page is public, its data is not; channel-manager signs people in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /**
   * FullCalendar adds one empty {@code <style>} and fills it through the CSSOM, which no policy
   * governs; the hash is that of the empty text, so that nothing else inline is let in. Its icon
   * font is a data URL. The page has one Trusted Types policy, {@code default}.
   */
  static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
          "connect-src 'self'",
          "img-src 'self' data:",
          "font-src 'self' data:",
          "manifest-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types default");

  private static final String NOT_FROM_HERE =
      "X-XSRF-TOKEN is missing or not that of the cookie, or another site sends this";

  @Bean
  SecurityFilterChain security(HttpSecurity http, PageSettings page, Problems problems) {
    return http.authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(fromAnotherSite())
                .denyAll()
                .requestMatchers("/api/**")
                .authenticated()
                .anyRequest()
                .permitAll())
        .csrf(csrf -> csrf.spa().csrfTokenRepository(csrfCookie(page)))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(headers -> strict(headers, page))
        .exceptionHandling(errors ->
            errors
                .authenticationEntryPoint((_, response, _) ->
                    problems.write(response, HttpStatus.UNAUTHORIZED, "not signed in"))
                .accessDeniedHandler((_, response, _) ->
                    problems.write(response, HttpStatus.FORBIDDEN, NOT_FROM_HERE)))
        .build();
  }

  /**
   * What refuses a request before Spring Security sees it answers with the same headers. The filter
   * that writes them stands in the way twice, and runs the first time.
   */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> headersBeforeAnyAnswer(SecurityFilterChain security) {
    HeaderWriterFilter headers =
        security.getFilters().stream()
            .filter(HeaderWriterFilter.class::isInstance)
            .map(HeaderWriterFilter.class::cast)
            .findFirst()
            .orElseThrow();
    var registration = new FilterRegistrationBean<>(headers);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean
  CookieSerializer sessionCookie(PageSettings page) {
    var cookie =
        new DefaultCookieSerializer() {
          // What has a NUL is no session's id, and the database would not even look for it.
          @Override
          public List<String> readCookieValues(HttpServletRequest request) {
            return super.readCookieValues(request).stream()
                .filter(id -> id.indexOf('\0') < 0)
                .toList();
          }
        };
    cookie.setCookieName(page.isSecure() ? "__Host-CALSYNC_SESSION" : "CALSYNC_SESSION");
    cookie.setUseSecureCookie(page.isSecure());
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    cookie.setCookiePath("/");
    return cookie;
  }

  private static CookieCsrfTokenRepository csrfCookie(PageSettings page) {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(c -> c.secure(page.isSecure()).sameSite("Lax").path("/"));
    return cookie;
  }

  /**
   * Browsers say where a request comes from; what another site sends here is never data of ours.
   */
  private static RequestMatcher fromAnotherSite() {
    return request ->
        request.getRequestURI().startsWith("/api/")
            && "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
  }

  private static void strict(HeadersConfigurer<HttpSecurity> headers, PageSettings page) {
    headers
        .withObjectPostProcessor(early())
        .httpStrictTransportSecurity(https -> https.requestMatcher(_ -> page.isSecure()))
        .contentTypeOptions(Customizer.withDefaults())
        .frameOptions(frame -> frame.deny())
        .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"));
  }

  /**
   * Before anything is answered: Jetty sends a large file's head before the filter would see it.
   */
  private static ObjectPostProcessor<HeaderWriterFilter> early() {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends HeaderWriterFilter> O postProcess(O filter) {
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
      }
    };
  }
}
