package dev.calsync.channel;

import static dev.calsync.channel.StandInGoogle.form;
import static dev.calsync.channel.StandInGoogle.send;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.springframework.web.util.UriComponentsBuilder;

/** How one signs in at the stand-in for Google, and what tokens it gives. */
final class StandInSignIn {
  private final StandInGoogle google;
  private final RSAKey key;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();

  StandInSignIn(StandInGoogle google) {
    this.google = google;
    try {
      key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Object> discovery() {
    return Map.of(
        "issuer", google.url(),
        "authorization_endpoint", google.url() + "/auth",
        "token_endpoint", google.url() + "/token",
        "revocation_endpoint", google.url() + "/revoke",
        "jwks_uri", google.url() + "/certs",
        "userinfo_endpoint", google.url() + "/userinfo",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"));
  }

  Map<String, Object> certs() {
    return new JWKSet(key.toPublicJWK()).toJSONObject();
  }

  void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    google.authorizations.add(asked);
    String code = "code-" + tokens.incrementAndGet();
    codes.put(code, asked);
    URI back =
        UriComponentsBuilder.fromUriString(String.valueOf(asked.get("redirect_uri")))
            .queryParam("code", code)
            .queryParam("state", "{state}")
            .build(Map.of("state", String.valueOf(asked.get("state"))));
    exchange.getResponseHeaders().set("Location", back.toString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  void token(HttpExchange exchange, Map<String, String> form)
      throws IOException, JOSEException, InterruptedException {
    boolean refresh = "refresh_token".equals(form.get("grant_type"));
    if (refresh) {
      google.refreshes.incrementAndGet();
      Thread.sleep(google.tokenEndpointTakes); // A slow Google, not a test that waits.
    }
    if (!google.clientSecrets.isEmpty()
        && !google.clientSecrets.contains(form.get("client_secret"))) {
      send(exchange, 401, Map.of("error", "invalid_client"));
      return;
    }
    if (!google.tokenError.isEmpty()) {
      String[] error = google.tokenError.split(" ", 2);
      send(exchange, Integer.parseInt(error[0]), Map.of("error", error[1]));
      return;
    }
    var answer = new HashMap<String, Object>();
    answer.put("access_token", "ya29.canary-" + tokens.incrementAndGet());
    answer.put("expires_in", google.accessTokenLife.toSeconds());
    answer.put("token_type", "Bearer");
    if (!refresh) {
      Map<String, String> asked = codes.remove(String.valueOf(form.get("code")));
      if (asked == null || !pkceHolds(asked, form)) {
        send(exchange, 400, Map.of("error", "invalid_grant"));
        return;
      }
      answer.put("scope", google.scopes.isEmpty() ? asked.get("scope") : google.scopes);
      answer.put("id_token", idToken(asked));
      if (google.givesRefreshTokens
          && (google.firstConsent || "consent".equals(asked.get("prompt")))) {
        String token = "1//canary-%08d-refresh".formatted(tokens.incrementAndGet());
        google.granted.add(token);
        answer.put("refresh_token", token);
        if (google.grantLife.isPositive()) {
          answer.put("refresh_token_expires_in", google.grantLife.toSeconds());
        }
      }
    }
    send(exchange, 200, answer);
  }

  String securityEvent(
      String type, Map<String, Object> event, UnaryOperator<JWTClaimsSet.Builder> forged) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(google.url() + "/")
            .audience("calsync-local")
            .issueTime(Date.from(Instant.now()))
            .jwtID(UUID.randomUUID().toString())
            .claim("events", Map.of(type, event));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("k1")
            .type(new JOSEObjectType("secevent+jwt"))
            .build();
    try {
      var jwt = new SignedJWT(header, forged.apply(claims).build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean pkceHolds(Map<String, String> asked, Map<String, String> form) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.valueOf(form.get("code_verifier")).getBytes(StandardCharsets.US_ASCII));
      return "S256".equals(asked.get("code_challenge_method"))
          && Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(hash)
              .equals(asked.get("code_challenge"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String idToken(Map<String, String> asked) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(google.url())
            .subject(google.sub)
            .audience(asked.get("client_id"))
            .claim("azp", asked.get("client_id"))
            .claim("nonce", asked.get("nonce"))
            .claim("email", google.sub + "@example.com")
            .claim("name", "Person " + google.sub)
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
    var header = new JWSHeader.Builder(google.algorithm).keyID("k1").build();
    var jwt = new SignedJWT(header, google.forgery.apply(claims).build());
    jwt.sign(
        google.algorithm.equals(JWSAlgorithm.HS256)
            ? new MACSigner(key.toPublicJWK().toString())
            : new RSASSASigner(key));
    return jwt.serialize();
  }
}
