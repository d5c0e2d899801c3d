package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import dev.calsync.simulator.GoogleSimulatorApplication;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** The whole way through the simulated Google: its pages, its calendars, its pushes. */
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    useMainMethod = UseMainMethod.ALWAYS,
    properties = {
      "management.server.port=0",
      "calsync.google.client-id=calsync-local",
      "calsync.google.client-secret=calsync-local-secret",
      "calsync.vault.keyset-file=target/simulated/keyset.json",
      "calsync.internal.secret=internal",
      "calsync.topics.partitions=4"
    })
@DirtiesContext
class SimulatedGoogleIntegrationTests {
  private static final int PORT = TestSocketUtils.findAvailableTcpPort();
  private static final URI HOME = URI.create("http://localhost:" + PORT);
  private static final Map<ChannelId, String> PUSHED = new ConcurrentHashMap<>();
  private static final HttpServer WEBHOOK = webhook();
  private static final ConfigurableApplicationContext SIMULATOR =
      GoogleSimulatorApplication.application()
          .run("--server.port=0", "--google-simulator.lively=false");

  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry registry) {
    registry.add("server.port", () -> PORT);
    registry.add("calsync.public-url", HOME::toString);
    registry.add("calsync.google.issuer-url", () -> google("").toString());
    registry.add("calsync.google.api-url", () -> google("/").toString());
    registry.add("calsync.webhook-url", () -> "http://127.0.0.1:" + WEBHOOK.getAddress().getPort());
  }

  /** A database of its own: the contexts of other tests work on theirs. */
  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) throws SQLException {
    var database = TestInfrastructure.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create database simulated");
    }
    String url = database.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1simulated");
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", database::user);
    registry.add("spring.datasource.password", database::password);
    registry.add("spring.kafka.bootstrap-servers", TestInfrastructure::bootstrapServers);
  }

  private static URI google(String path) {
    String port = SIMULATOR.getEnvironment().getProperty("local.server.port");
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpServer webhook() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/calendar/webhook",
          exchange -> {
            var headers = exchange.getRequestHeaders();
            PUSHED.put(
                ChannelId.of(String.valueOf(headers.getFirst("X-Goog-Channel-Id"))),
                String.valueOf(headers.getFirst("X-Goog-Channel-Token")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
    WEBHOOK.stop(0);
  }

  @Test
  void adaSignsInHerCalendarsAreWatchedAndGooglePushesTokensThatVerify() {
    var ada = new Browser(HOME);
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    var account = json(ada.get("/api/accounts")).at("/accounts/0");
    assertThat(account.path("email").asString()).isEqualTo("ada@example.com");
    assertThat(account.path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(account.path("scopesMissing")).isEmpty();

    long since = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(activeChannels()).hasSizeGreaterThanOrEqualTo(2));
    System.out.printf(
        "first watched %d ms after the sign-in%n", (System.nanoTime() - since) / 1_000_000);
    var verifier = new ChannelToken(List.of(ChannelToken.Key.derivedFrom("calsync-local-secret")));
    await().untilAsserted(() -> assertThat(PUSHED.keySet()).containsAll(activeChannels()));
    PUSHED.forEach((channel, token) ->
        assertThat(verifier.verify(channel, token, Instant.now()))
            .isEqualTo(new ChannelToken.Genuine(calendarOf(channel))));

    String id = account.path("id").asString();
    HttpResponse<String> token = accessToken(id);
    assertThat(token.statusCode()).isEqualTo(200);
    HttpRequest asWorker =
        HttpRequest.newBuilder(google("/calendar/v3/calendars/primary/events"))
            .header("Authorization", "Bearer " + json(token).path("accessToken").asString())
            .build();
    assertThat(ada.send(asWorker).statusCode()).isEqualTo(200);

    assertThat(ada.send("POST", "/logout", "").statusCode()).isEqualTo(204);
    byte[] held = refreshToken(id);
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    assertThat(refreshToken(id)).isEqualTo(held);

    revokeAtGoogle(json(token).path("accessToken").asString());
    expire(id);
    assertThat(accessToken(id).statusCode()).isEqualTo(409);
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(signIn(ada, "ada@example.com")).isEqualTo(HOME + "/");
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("CONNECTED");
    assertThat(accessToken(id).statusCode()).isEqualTo(200);
  }

  private static String signIn(Browser browser, String email) {
    return new GooglePages(HOME, google("/")).signIn(browser, email);
  }

  private static void revokeAtGoogle(String token) {
    HttpRequest revocation =
        HttpRequest.newBuilder(google("/revoke"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + GooglePages.encode(token)))
            .build();
    assertThat(new Browser(HOME).send(revocation).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> accessToken(String account) {
    return new Browser(HOME)
        .send(
            HttpRequest.newBuilder(HOME.resolve("/internal/accounts/" + account + "/access-token"))
                .header("Authorization", "Bearer internal")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
  }

  private List<ChannelId> activeChannels() {
    return jdbc.sql("select channel_id from channel.watch_channel where state = 'ACTIVE'")
        .query((row, _) -> new ChannelId(row.getObject(1, UUID.class)))
        .list();
  }

  private CalendarId calendarOf(ChannelId channel) {
    return jdbc.sql("select calendar_id from channel.watch_channel where channel_id = :channel")
        .param("channel", channel.value())
        .query((row, _) -> new CalendarId(row.getObject(1, UUID.class)))
        .single();
  }

  private byte[] refreshToken(String account) {
    return jdbc.sql(
            "select refresh_token from channel.credential where account_id = cast(:id as uuid)")
        .param("id", account)
        .query(byte[].class)
        .single();
  }

  private void expire(String account) {
    jdbc.sql(
            """
            update channel.credential set access_expires_at = now()
             where account_id = cast(:id as uuid)
            """)
        .param("id", account)
        .update();
  }
}
