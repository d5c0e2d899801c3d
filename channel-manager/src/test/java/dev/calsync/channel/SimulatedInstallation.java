package dev.calsync.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.calsync.channel.grant.Watchman;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.simulator.GoogleSimulatorApplication;
import dev.calsync.simulator.time.MovableClock;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service between a real broker, a real database and the simulated Google; all tests share it.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    useMainMethod = UseMainMethod.ALWAYS,
    properties = {
      "management.server.port=0",
      "calsync.google.client-id=calsync-local",
      "calsync.google.client-secret=calsync-local-secret",
      "calsync.vault.keyset-file=target/simulated/${test.fork:1}/keyset.json",
      "calsync.internal.secret=internal",
      "calsync.topics.partitions=4"
    })
@Import({SimulatedInstallation.VirtualTime.class, Watchman.class})
abstract class SimulatedInstallation {
  private static final int PORT = TestSocketUtils.findAvailableTcpPort();
  static final URI HOME = URI.create("http://localhost:" + PORT);
  static final Map<ChannelId, String> PUSHED = new ConcurrentHashMap<>();
  private static final HttpServer WEBHOOK = webhook();
  private static final ConfigurableApplicationContext SIMULATOR =
      GoogleSimulatorApplication.application()
          .run("--server.port=0", "--google-simulator.lively=false");

  @Autowired JdbcClient jdbc;
  @Autowired MovableClock clock;

  /** This service's time, which tests move. */
  @TestConfiguration(proxyBeanMethods = false)
  static class VirtualTime {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock(Clock.systemUTC());
    }
  }

  /** Lets this much time pass, here and at Google, while nobody here is just asking there. */
  void advance(Duration time) {
    await()
        .until(() ->
            jdbc.sql(
                        """
                        select (select count(*) from channel.account
                                 where list_lease_until is not null or list_due_at <= now())
                             + (select count(*) from channel.calendar
                                 where watch_lease_until is not null or watch_due_at <= now())
                        """)
                    .query(Long.class)
                    .single()
                == 0);
    // Google first: a token that is refreshed in between would else be too old there, and not here.
    control("/clock/advance", Map.of("seconds", time.toSeconds()));
    clock.advance(time);
  }

  static JsonNode control(String path, Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(google("/control" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = new Browser(HOME).send(request);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return JsonMapper.shared().readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

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

  static URI google(String path) {
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

  static String signIn(Browser browser, String email) {
    return new GooglePages(HOME, google("/")).signIn(browser, email);
  }

  static void revokeAtGoogle(String token) {
    HttpRequest revocation =
        HttpRequest.newBuilder(google("/revoke"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + GooglePages.encode(token)))
            .build();
    assertThat(new Browser(HOME).send(revocation).statusCode()).isEqualTo(200);
  }

  static HttpResponse<String> accessToken(String account) {
    return new Browser(HOME)
        .send(
            HttpRequest.newBuilder(HOME.resolve("/internal/accounts/" + account + "/access-token"))
                .header("Authorization", "Bearer internal")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
  }

  List<ChannelId> activeChannels() {
    return jdbc.sql("select channel_id from channel.watch_channel where state = 'ACTIVE'")
        .query((row, _) -> new ChannelId(row.getObject(1, UUID.class)))
        .list();
  }

  CalendarId calendarOf(ChannelId channel) {
    return jdbc.sql("select calendar_id from channel.watch_channel where channel_id = :channel")
        .param("channel", channel.value())
        .query((row, _) -> new CalendarId(row.getObject(1, UUID.class)))
        .single();
  }

  byte[] refreshToken(String account) {
    return jdbc.sql(
            "select refresh_token from channel.credential where account_id = cast(:id as uuid)")
        .param("id", account)
        .query(byte[].class)
        .single();
  }

  void expire(String account) {
    jdbc.sql(
            """
            update channel.credential set access_expires_at = now()
             where account_id = cast(:id as uuid)
            """)
        .param("id", account)
        .update();
  }
}
