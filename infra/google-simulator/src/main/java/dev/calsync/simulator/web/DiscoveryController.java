package dev.calsync.simulator.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What OpenID clients read first (infra/docs/google-calendar.md §5.1). */
@RestController
class DiscoveryController {
  private final Signing signing;

  DiscoveryController(Signing signing) {
    this.signing = signing;
  }

  @GetMapping("/.well-known/openid-configuration")
  @Operation("oauth.discovery")
  Map<String, Object> discovery(HttpServletRequest request) {
    String base = BaseUrl.of(request);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", base);
    document.put("authorization_endpoint", base + "/o/oauth2/v2/auth");
    document.put("token_endpoint", base + "/token");
    document.put("userinfo_endpoint", base + "/v1/userinfo");
    document.put("revocation_endpoint", base + "/revoke");
    document.put("jwks_uri", base + "/oauth2/v3/certs");
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", List.of("query"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("scopes_supported", List.of("openid", "email", "profile"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "client_secret_basic"));
    document.put(
        "claims_supported",
        List.of(
            "aud",
            "email",
            "email_verified",
            "exp",
            "family_name",
            "given_name",
            "iat",
            "iss",
            "name",
            "sub"));
    document.put("code_challenge_methods_supported", List.of("plain", "S256"));
    document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    return document;
  }

  @GetMapping("/oauth2/v3/certs")
  @Operation("oauth.certs")
  Map<String, Object> certs() {
    return signing.publicKeys();
  }
}
