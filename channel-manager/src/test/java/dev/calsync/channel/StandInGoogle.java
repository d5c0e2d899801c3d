package dev.calsync.channel;

import com.nimbusds.jose.JOSEException;
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
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Google that does as each test says, and what no Google would: it forges id tokens, forgets
 * refresh tokens and refuses webhooks. Everybody consents at once.
 */
public final class StandInGoogle implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();

  /** Who is at the keyboard. */
  public volatile String sub = "ada";

  /** Whether a code is answered with a refresh token though no consent was asked for. */
  public volatile boolean firstConsent = true;

  /** Whether it gives refresh tokens at all. */
  public volatile boolean givesRefreshTokens = true;

  /** What is granted; null for all that was asked for. */
  public volatile String scopes = "";

  /** Makes an id token other than it should be. */
  public volatile UnaryOperator<JWTClaimsSet.Builder> forgery = UnaryOperator.identity();

  public volatile JWSAlgorithm algorithm = JWSAlgorithm.RS256;
  public volatile Duration accessTokenLife = Duration.ofHours(1);
  public volatile Duration tokenEndpointTakes = Duration.ZERO;

  /** Error answers of the endpoints, as "status error", empty for none. */
  public volatile String tokenError = "";

  public volatile String watchError = "";

  /** Hears of a channel while whoever opens it still waits for the answer. */
  public volatile Consumer<JsonNode> beforeWatchAnswer = _ -> {};

  public volatile Duration channelLife = Duration.ofDays(7);
  public volatile List<String> calendars = List.of("primary-of-ada", "team");
  public final AtomicInteger refreshes = new AtomicInteger();
  public final AtomicInteger watchCalls = new AtomicInteger();
  public final List<JsonNode> watched = new CopyOnWriteArrayList<>();
  public final List<JsonNode> stopped = new CopyOnWriteArrayList<>();
  public final List<String> revoked = new CopyOnWriteArrayList<>();
  public final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
  public final List<String> rejectedAccessTokens = new CopyOnWriteArrayList<>();

  public StandInGoogle() {
    try {
      key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.RS256).generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      switch (path) {
        case "/.well-known/openid-configuration" -> send(exchange, 200, discovery());
        case "/auth" -> authorize(exchange);
        case "/token" -> token(exchange, form(body));
        case "/revoke" -> {
          revoked.add(String.valueOf(form(body).get("token")));
          send(exchange, 200, Map.of());
        }
        case "/certs" -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
        default -> calendarApi(exchange, path, body);
      }
    } catch (RuntimeException | JOSEException e) {
      send(exchange, 500, Map.of("error", String.valueOf(e)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer", url(),
        "authorization_endpoint", url() + "/auth",
        "token_endpoint", url() + "/token",
        "revocation_endpoint", url() + "/revoke",
        "jwks_uri", url() + "/certs",
        "userinfo_endpoint", url() + "/userinfo",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    authorizations.add(asked);
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

  private void token(HttpExchange exchange, Map<String, String> form)
      throws IOException, JOSEException, InterruptedException {
    boolean refresh = "refresh_token".equals(form.get("grant_type"));
    if (refresh) {
      refreshes.incrementAndGet();
      Thread.sleep(tokenEndpointTakes); // A slow Google, not a test that waits.
    }
    if (!tokenError.isEmpty()) {
      String[] error = tokenError.split(" ", 2);
      send(exchange, Integer.parseInt(error[0]), Map.of("error", error[1]));
      return;
    }
    var answer = new HashMap<String, Object>();
    answer.put("access_token", "ya29.canary-" + tokens.incrementAndGet());
    answer.put("expires_in", accessTokenLife.toSeconds());
    answer.put("token_type", "Bearer");
    if (!refresh) {
      Map<String, String> asked = codes.remove(String.valueOf(form.get("code")));
      if (asked == null || !pkceHolds(asked, form)) {
        send(exchange, 400, Map.of("error", "invalid_grant"));
        return;
      }
      answer.put("scope", scopes.isEmpty() ? asked.get("scope") : scopes);
      answer.put("id_token", idToken(asked));
      if (givesRefreshTokens && (firstConsent || "consent".equals(asked.get("prompt")))) {
        answer.put("refresh_token", "1//canary-" + tokens.incrementAndGet());
      }
    }
    send(exchange, 200, answer);
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
            .issuer(url())
            .subject(sub)
            .audience(asked.get("client_id"))
            .claim("azp", asked.get("client_id"))
            .claim("nonce", asked.get("nonce"))
            .claim("email", sub + "@example.com")
            .claim("name", "Person " + sub)
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
    var header = new JWSHeader.Builder(algorithm).keyID("k1").build();
    var jwt = new SignedJWT(header, forgery.apply(claims).build());
    jwt.sign(
        algorithm.equals(JWSAlgorithm.HS256)
            ? new MACSigner(key.toPublicJWK().toString())
            : new RSASSASigner(key));
    return jwt.serialize();
  }

  private void calendarApi(HttpExchange exchange, String path, String body) throws IOException {
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (rejectedAccessTokens.contains(token.replace("Bearer ", ""))) {
      refuse(exchange, 401, "authError");
    } else if (path.endsWith("/users/me/calendarList")) {
      send(exchange, 200, Map.of("kind", "calendar#calendarList", "items", list()));
    } else if (path.endsWith("/events/watch")) {
      watch(exchange, body);
    } else if (path.endsWith("/channels/stop")) {
      stopped.add(JSON.readTree(body));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else {
      refuse(exchange, 404, "notFound");
    }
  }

  private List<Map<String, Object>> list() {
    return calendars.stream()
        .<Map<String, Object>>map(id ->
            Map.of(
                "id",
                id,
                "summary",
                "Calendar " + id,
                "accessRole",
                "owner",
                "timeZone",
                "Europe/Berlin",
                "backgroundColor",
                "#9fe1e7",
                "hidden",
                id.startsWith("hidden"),
                "primary",
                id.equals(calendars.getFirst())))
        .toList();
  }

  private void watch(HttpExchange exchange, String body) throws IOException {
    watchCalls.incrementAndGet();
    if (!watchError.isEmpty()) {
      String[] error = watchError.split(" ", 2);
      refuse(exchange, Integer.parseInt(error[0]), error[1]);
      return;
    }
    JsonNode channel = JSON.readTree(body);
    watched.add(channel);
    beforeWatchAnswer.accept(channel);
    send(
        exchange,
        200,
        Map.of(
            "kind",
            "api#channel",
            "id",
            channel.path("id").asString(),
            "resourceId",
            "resource-" + watched.size(),
            "expiration",
            Long.toString(Instant.now().plus(channelLife).toEpochMilli())));
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    var error = Map.of("domain", "global", "reason", reason, "message", reason);
    send(
        exchange,
        status,
        Map.of("error", Map.of("code", status, "message", reason, "errors", List.of(error))));
  }

  private static void send(HttpExchange exchange, int status, Object json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair ->
            form.put(
                URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return form;
  }
}
