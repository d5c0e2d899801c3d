package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in as a browser and an application do it: infra/docs/google-calendar.md §5. */
class SignInIntegrationTests {
  private static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  private static final String IDENTITY = "https://www.googleapis.com/auth/userinfo.";
  private static final String BACK = "http://localhost:9/login/oauth2/code/google";
  // RFC 7636, appendix B
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final GoogleSimulator SIMULATOR =
      GoogleSimulator.start("--google-simulator.demo-data=true");

  private HttpClient browser = HttpClient.newHttpClient();

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  @BeforeEach
  void begin() {
    SIMULATOR.control("/reset", Map.of());
    browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  @Test
  @Shows("§7.20 consent that was shown gives a refresh token")
  void aPersonChoosesConsentsAndComesBackWithACode() {
    Map<String, String> request = request();
    HttpResponse<String> chooser = get(request);
    assertThat(chooser.body())
        .contains("ada@example.com", "grace@example.com", "linus@example.com");
    request.put("simulated_account", "ada@example.com");
    HttpResponse<String> consent = get(request);
    assertThat(consent.body()).contains("id=\"allow\"", "id=\"deny\"", EVENTS);

    Map<String, String> back = allow(request, EVENTS);
    assertThat(back).containsEntry("state", "a b+c").containsKey("code");
    JsonNode tokens = redeem(back.get("code"), 200);
    assertThat(tokens.path("scope").asString()).contains("openid", EVENTS);
    assertThat(tokens.path("refresh_token").asString()).startsWith("1//");
    Jwt idToken =
        NimbusJwtDecoder.withJwkSetUri(SIMULATOR.url() + "/oauth2/v3/certs")
            .build()
            .decode(tokens.path("id_token").asString());
    assertThat(idToken.getClaimAsString("iss")).isEqualTo(SIMULATOR.url().toString());
    assertThat(idToken.getClaimAsString("nonce")).isEqualTo("n-1");
    assertThat(idToken.getClaimAsString("email")).isEqualTo("ada@example.com");
    assertThat(idToken.getAudience()).containsExactly("calsync-local");
    assertThat(redeem(back.get("code"), 400).path("error").asString()).isEqualTo("invalid_grant");
  }

  @Test
  @Shows("§7.20 consent that was skipped gives none")
  void laterSignInsShowNoConsentAndGiveNoRefreshToken() {
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    allow(request, EVENTS);
    request.remove("simulated_account");
    Map<String, String> back = parameters(get(request));
    assertThat(redeem(back.get("code"), 200).has("refresh_token")).isFalse();
    request.put("prompt", "select_account");
    assertThat(get(request).statusCode()).isEqualTo(200);
    request.put("prompt", "consent");
    request.put("login_hint", "ada@example.com");
    assertThat(get(request).body()).contains("id=\"allow\"");
  }

  @Test
  @Shows({
    "§7.20 what was not ticked is not granted",
    "§7.20 the scope of the answer is what was ticked"
  })
  void anUntickedScopeIsNotGranted() {
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    JsonNode tokens = redeem(allow(request, "").get("code"), 200);
    assertThat(tokens.path("scope").asString().split(" "))
        .containsExactlyInAnyOrder("openid", IDENTITY + "email", IDENTITY + "profile");
    String token = tokens.path("access_token").asString();
    var list =
        HttpRequest.newBuilder(SIMULATOR.url().resolve("/calendar/v3/calendars/primary/events"))
            .header("Authorization", "Bearer " + token);
    HttpResponse<String> refused = Http.send(browser, list);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("insufficientPermissions");
  }

  @Test
  @Shows("§7.20 a refresh has the scopes of its own consent")
  void whatIsUntickedAtASecondConsentDoesNotComeBackByARefresh() {
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    JsonNode first = redeem(allow(request, EVENTS).get("code"), 200);
    JsonNode second = redeem(allow(request, "").get("code"), 200);
    assertThat(refresh(second).body()).contains("openid").doesNotContain(EVENTS);
    assertThat(refresh(first).body()).contains("openid", EVENTS);
  }

  /** google-calendar.md §7.20: a skewed expires_in. */
  @Test
  @Shows("§7.20 expires_in may be wrong")
  void whatIsSaidOfTheEndOfATokenCanBeWrong() {
    SIMULATOR.control("/oauth", Map.of("expiresInSkew", "-PT10M"));
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    JsonNode tokens = redeem(allow(request, EVENTS).get("code"), 200);
    assertThat(tokens.path("expires_in").asLong()).isEqualTo(3599 - 600);
  }

  @Test
  void whoDeclinesComesBackWithAnError() {
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    request.put("decision", "deny");
    assertThat(parameters(post("/o/oauth2/v2/auth/consent", request)))
        .containsEntry("error", "access_denied")
        .containsEntry("state", "a b+c");
  }

  @Test
  @Shows("§7.20 revoking one token ends the whole grant")
  void revokingEndsTheGrant() {
    Map<String, String> request = request();
    request.put("simulated_account", "ada@example.com");
    JsonNode tokens = redeem(allow(request, EVENTS).get("code"), 200);
    assertThat(refresh(tokens).statusCode()).isEqualTo(200);
    post("/revoke", Map.of("token", tokens.path("access_token").asString()));
    HttpResponse<String> refused = refresh(tokens);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("invalid_grant", "Token has been expired or revoked.");
  }

  @Test
  void unknownClientsAndForeignRedirectsAreStopped() {
    Map<String, String> request = request();
    request.put("client_id", "other");
    assertThat(get(request).statusCode()).isEqualTo(400);
    request = request();
    request.put("redirect_uri", "https://evil.example.com/");
    assertThat(get(request).statusCode()).isEqualTo(400);
    Map<String, String> token = Map.of("client_id", "calsync-local", "client_secret", "wrong");
    assertThat(post("/token", token).statusCode()).isEqualTo(401);
  }

  private static Map<String, String> request() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("client_id", "calsync-local");
    request.put("redirect_uri", BACK);
    request.put("response_type", "code");
    request.put("scope", "openid email profile " + EVENTS);
    request.put("access_type", "offline");
    request.put("state", "a b+c");
    request.put("nonce", "n-1");
    request.put("code_challenge", CHALLENGE);
    request.put("code_challenge_method", "S256");
    return request;
  }

  private Map<String, String> allow(Map<String, String> request, String granted) {
    Map<String, String> form = new LinkedHashMap<>(request);
    form.put("granted", granted);
    form.put("decision", "allow");
    return parameters(post("/o/oauth2/v2/auth/consent", form));
  }

  private JsonNode redeem(@org.jspecify.annotations.Nullable String code, int status) {
    Map<String, String> form = client();
    form.put("grant_type", "authorization_code");
    form.put("code", String.valueOf(code));
    form.put("redirect_uri", BACK);
    form.put("code_verifier", VERIFIER);
    HttpResponse<String> response = post("/token", form);
    assertThat(response.statusCode()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> refresh(JsonNode tokens) {
    Map<String, String> form = client();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", tokens.path("refresh_token").asString());
    return post("/token", form);
  }

  private static Map<String, String> client() {
    return new LinkedHashMap<>(
        Map.of("client_id", "calsync-local", "client_secret", "calsync-local-secret"));
  }

  private static Map<String, String> parameters(HttpResponse<String> redirect) {
    assertThat(redirect.statusCode()).isEqualTo(302);
    String location = redirect.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "?");
    Map<String, String> decoded = new LinkedHashMap<>();
    UriComponentsBuilder.fromUriString(location)
        .build()
        .getQueryParams()
        .forEach((name, values) ->
            decoded.put(
                name, java.net.URLDecoder.decode(values.getFirst(), StandardCharsets.UTF_8)));
    return decoded;
  }

  private HttpResponse<String> get(Map<String, String> parameters) {
    URI uri = URI.create(SIMULATOR.url() + "/o/oauth2/v2/auth?" + encoded(parameters));
    return Http.send(browser, HttpRequest.newBuilder(uri));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) {
    return Http.send(
        browser,
        HttpRequest.newBuilder(SIMULATOR.url().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form))));
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter ->
            parameter.getKey()
                + "="
                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
