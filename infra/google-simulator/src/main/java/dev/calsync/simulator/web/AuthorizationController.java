package dev.calsync.simulator.web;

import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.AuthorizationRequest;
import dev.calsync.simulator.oauth.OAuthError;
import dev.calsync.simulator.oauth.Scope;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Choosing an account and consenting, as a person does it in the browser (google-calendar.md §5.2).
 */
@RestController
@RequestMapping("/o/oauth2/v2/auth")
class AuthorizationController {
  static final String COOKIE = "GOOGLE_SIMULATOR_ACCOUNT";
  static final String ACCOUNT = "simulated_account";

  private final Authority authority;
  private final SimulatedGoogle google;
  private final Clients clients;
  private final SignInPages pages;

  AuthorizationController(
      Authority authority, SimulatedGoogle google, Clients clients, SignInPages pages) {
    this.authority = authority;
    this.google = google;
    this.clients = clients;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<String> authorize(
      @RequestParam Map<String, String> parameters,
      @CookieValue(name = COOKIE, required = false) @Nullable String earlier) {
    AuthorizationRequest request;
    try {
      request = AuthorizationRequest.of(parameters);
      clients.check(request.clientId(), request.redirectUri());
    } catch (OAuthError error) {
      return page(HttpStatus.BAD_REQUEST, pages.refusal(error));
    }
    if (!"code".equals(parameters.get("response_type"))) {
      return refused(request, "unsupported_response_type");
    }
    User user = chosen(request, parameters.get(ACCOUNT), earlier);
    boolean silent = request.prompt().contains("none");
    if (user == null) {
      return silent
          ? refused(request, "login_required")
          : page(HttpStatus.OK, pages.chooser(google.administration().users(), parameters));
    }
    boolean allowed = authority.isAllowed(user.email(), request);
    if (allowed && !request.prompt().contains("consent")) {
      return accepted(request, user, request.scopes(), false);
    }
    return silent
        ? refused(request, "interaction_required")
        : page(HttpStatus.OK, pages.consent(user, request, parameters));
  }

  /** The buttons of the consent page. */
  @PostMapping("/consent")
  ResponseEntity<String> decide(@RequestParam MultiValueMap<String, String> form) {
    Map<String, String> parameters = form.toSingleValueMap();
    AuthorizationRequest request = AuthorizationRequest.of(parameters);
    clients.check(request.clientId(), request.redirectUri());
    User user = find(parameters.getOrDefault(ACCOUNT, ""));
    if (user == null || !"allow".equals(parameters.get("decision"))) {
      return refused(request, "access_denied");
    }
    List<String> ticked = form.getOrDefault("granted", List.of());
    Set<String> allowed = new LinkedHashSet<>(request.scopes());
    allowed.removeIf(scope -> Scope.isCalendar(scope) && !ticked.contains(scope));
    return accepted(request, user, allowed, true);
  }

  private @Nullable User chosen(
      AuthorizationRequest request, @Nullable String account, @Nullable String earlier) {
    if (account != null) {
      return find(account);
    }
    String hint = request.loginHint();
    if (hint != null && !request.prompt().contains("select_account")) {
      return find(hint);
    }
    boolean mayReuse = request.prompt().isEmpty() || request.prompt().contains("none");
    return earlier != null && mayReuse ? find(earlier) : null;
  }

  private @Nullable User find(String emailOrSub) {
    return google.administration().users().stream()
        .filter(user -> user.email().equals(emailOrSub) || user.sub().equals(emailOrSub))
        .findFirst()
        .orElse(null);
  }

  private ResponseEntity<String> accepted(
      AuthorizationRequest request, User user, Set<String> allowed, boolean consentShown) {
    String code = authority.authorize(user.email(), request, allowed, consentShown);
    UriComponentsBuilder target = target(request);
    target.queryParam("code", "{code}").queryParam("scope", "{scope}");
    target.queryParam("authuser", "0").queryParam("prompt", consentShown ? "consent" : "none");
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, user.email()).path("/o/oauth2").httpOnly(true).build();
    Map<String, Object> values =
        Map.of("code", code, "scope", String.join(" ", allowed), "state", state(request));
    return ResponseEntity.status(HttpStatus.FOUND)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .location(target.encode().buildAndExpand(values).toUri())
        .build();
  }

  private static ResponseEntity<String> refused(AuthorizationRequest request, String error) {
    URI location =
        target(request)
            .queryParam("error", error)
            .encode()
            .buildAndExpand(Map.of("state", state(request)))
            .toUri();
    return ResponseEntity.status(HttpStatus.FOUND).location(location).build();
  }

  private static UriComponentsBuilder target(AuthorizationRequest request) {
    UriComponentsBuilder target = UriComponentsBuilder.fromUriString(request.redirectUri());
    return request.state() == null ? target : target.queryParam("state", "{state}");
  }

  private static String state(AuthorizationRequest request) {
    String state = request.state();
    return state == null ? "" : state;
  }

  private static ResponseEntity<String> page(HttpStatus status, String html) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
        .body(html);
  }
}
