package dev.calsync.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Google that does as each test says, and what no Google would: it forges id tokens, forgets
 * refresh tokens and refuses webhooks. Everybody consents at once.
 */
public final class StandInGoogle implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpServer server;
  private final StandInSignIn signIn = new StandInSignIn(this);
  private final StandInCalendarApi calendarApi = new StandInCalendarApi(this);

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

  /** Makes of a finished id token another. */
  public volatile UnaryOperator<String> counterfeit = UnaryOperator.identity();

  public volatile JWSAlgorithm algorithm = JWSAlgorithm.RS256;
  public volatile Duration accessTokenLife = Duration.ofHours(1);
  public volatile Duration tokenEndpointTakes = Duration.ZERO;

  /** Error answers of the endpoints, as "status error", empty for none. */
  public volatile String tokenError = "";

  public volatile String watchError = "";
  public volatile String listError = "";
  public volatile String stopError = "";
  public volatile String revokeError = "";

  /** How long its refresh tokens are good, if it says so. */
  public volatile Duration grantLife = Duration.ZERO;

  /** The secrets by which it knows us; with none it takes any. */
  public volatile List<String> clientSecrets = List.of();

  /** Hears of a channel while whoever opens it still waits for the answer. */
  public volatile Consumer<JsonNode> beforeWatchAnswer = _ -> {};

  /** Happens while whoever gives a grant back still waits for the answer. */
  public volatile Runnable beforeRevokeAnswer = () -> {};

  public volatile Duration channelLife = Duration.ofDays(7);
  public volatile List<String> calendars = List.of("primary-of-ada", "team");
  public final AtomicInteger refreshes = new AtomicInteger();
  public final AtomicInteger watchCalls = new AtomicInteger();
  public final List<JsonNode> watched = new CopyOnWriteArrayList<>();
  public final List<JsonNode> stopped = new CopyOnWriteArrayList<>();

  /** The same of lists of calendars. */
  public final AtomicInteger listCalls = new AtomicInteger();

  public final List<JsonNode> watchedLists = new CopyOnWriteArrayList<>();
  public final List<JsonNode> stoppedLists = new CopyOnWriteArrayList<>();
  public final List<String> granted = new CopyOnWriteArrayList<>();
  public final List<String> revoked = new CopyOnWriteArrayList<>();
  public final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
  public final List<String> rejectedAccessTokens = new CopyOnWriteArrayList<>();

  public StandInGoogle() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A security event token; the claims and the signature may be forged. */
  public String securityEvent(
      String type, Map<String, Object> event, UnaryOperator<JWTClaimsSet.Builder> forged) {
    return signIn.securityEvent(type, event, forged);
  }

  /** Somebody whom nobody has seen yet, and a Google that does as it should. */
  void isItselfAgain() {
    sub = "sub-" + UUID.randomUUID();
    firstConsent = true;
    givesRefreshTokens = true;
    scopes = "";
    forgery = UnaryOperator.identity();
    counterfeit = UnaryOperator.identity();
    algorithm = JWSAlgorithm.RS256;
    accessTokenLife = Duration.ofHours(1);
    tokenEndpointTakes = Duration.ZERO;
    tokenError = "";
    watchError = "";
    listError = "";
    stopError = "";
    revokeError = "";
    clientSecrets = List.of();
    grantLife = Duration.ZERO;
    beforeWatchAnswer = _ -> {};
    beforeRevokeAnswer = () -> {};
    channelLife = Duration.ofDays(7);
    calendars = List.of("primary", "team");
    refreshes.set(0);
    watchCalls.set(0);
    watched.clear();
    stopped.clear();
    listCalls.set(0);
    watchedLists.clear();
    stoppedLists.clear();
    revoked.clear();
    authorizations.clear();
    rejectedAccessTokens.clear();
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
        case "/.well-known/openid-configuration" -> send(exchange, 200, signIn.discovery());
        case "/auth" -> signIn.authorize(exchange);
        case "/token" -> signIn.token(exchange, form(body));
        case "/revoke" -> {
          beforeRevokeAnswer.run();
          revoke(exchange, form(body));
        }
        case "/.well-known/risc-configuration" ->
            send(exchange, 200, Map.of("issuer", url() + "/", "jwks_uri", url() + "/certs"));
        case "/certs" -> send(exchange, 200, signIn.certs());
        default -> calendarApi.answer(exchange, path, body);
      }
    } catch (RuntimeException | JOSEException e) {
      send(exchange, 500, Map.of("error", String.valueOf(e)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void revoke(HttpExchange exchange, Map<String, String> form) throws IOException {
    if (!revokeError.isEmpty()) {
      String[] error = revokeError.split(" ", 2);
      send(exchange, Integer.parseInt(error[0]), Map.of("error", error[1]));
      return;
    }
    revoked.add(String.valueOf(form.get("token")));
    send(exchange, 200, Map.of());
  }

  static void send(HttpExchange exchange, int status, Object json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static Map<String, String> form(String text) {
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
