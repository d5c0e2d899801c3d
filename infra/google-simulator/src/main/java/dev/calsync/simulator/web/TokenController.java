package dev.calsync.simulator.web;

import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.oauth.AccessToken;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.Issued;
import dev.calsync.simulator.oauth.OAuthError;
import dev.calsync.simulator.time.MovableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tokens: by code, by refresh token, revoked, and whose they are (google-calendar.md §5.3 to §5.5).
 */
@RestController
class TokenController {
  private final Authority authority;
  private final SimulatedGoogle google;
  private final Clients clients;
  private final Signing signing;
  private final OperationGate gate;
  private final MovableClock clock;

  TokenController(
      Authority authority,
      SimulatedGoogle google,
      Clients clients,
      Signing signing,
      OperationGate gate,
      MovableClock clock) {
    this.authority = authority;
    this.google = google;
    this.clients = clients;
    this.signing = signing;
    this.gate = gate;
    this.clock = clock;
  }

  @PostMapping("/token")
  @Operation("oauth.token")
  Map<String, Object> token(
      HttpServletRequest request,
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam Map<String, String> form) {
    String clientId = clients.authenticated(authorization, form);
    Issued issued =
        switch (form.getOrDefault("grant_type", "")) {
          case "authorization_code" ->
              authority.redeem(
                  clientId,
                  form.getOrDefault("code", ""),
                  form.get("redirect_uri"),
                  form.get("code_verifier"));
          case "refresh_token" ->
              authority.refresh(clientId, form.getOrDefault("refresh_token", ""));
          default -> throw new OAuthError(400, "unsupported_grant_type", "Invalid grant_type.");
        };
    return answer(BaseUrl.of(request), issued);
  }

  @PostMapping("/revoke")
  @Operation("oauth.revoke")
  Map<String, Object> revoke(@RequestParam(defaultValue = "") String token) {
    authority.revoke(token);
    return Map.of();
  }

  @RequestMapping(
      path = "/v1/userinfo",
      method = {RequestMethod.GET, RequestMethod.POST})
  @Operation("oauth.userinfo")
  Map<String, Object> userinfo(HttpServletRequest request) {
    AccessToken token = gate.token(request);
    return Signing.person(user(token), token.scopes());
  }

  private Map<String, Object> answer(String issuer, Issued issued) {
    AccessToken token = issued.accessToken();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("access_token", token.value());
    json.put(
        "expires_in",
        Duration.between(clock.instant(), token.expiresAt())
            .plus(authority.behaviour().expiresInSkew())
            .plusMillis(500)
            .toSeconds());
    String refreshToken = issued.refreshToken();
    if (refreshToken != null) {
      json.put("refresh_token", refreshToken);
    }
    json.put("scope", String.join(" ", token.scopes()));
    json.put("token_type", "Bearer");
    if (token.scopes().contains("openid")) {
      json.put(
          "id_token",
          signing.idToken(issuer, token.clientId(), user(token), token.scopes(), issued.nonce()));
    }
    return json;
  }

  private User user(AccessToken token) {
    return google
        .administration()
        .user(token.email())
        .orElseThrow(() -> new OAuthError(400, "invalid_grant", "The account has been deleted"));
  }
}
