package dev.calsync.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTests {
  private final CountDownLatch firstEventSeen = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer notifier;
  private FrontDoor door;
  private String url;

  @BeforeEach
  void open() throws Exception {
    notifier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    notifier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    notifier.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          String body =
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      headers.getFirst("Host"),
                      new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
          }
        });
    notifier.createContext(
        "/api/stream",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            out.write("data: first\n\n".getBytes(UTF_8));
            out.flush();
            firstEventSeen.await();
            out.write("data: second\n\n".getBytes(UTF_8));
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    notifier.start();
    int port = freePort();
    url = "http://localhost:" + port;
    Map<String, String> ports =
        Map.of(
            "CALSYNC_LOCAL_PORTS_FRONT_DOOR", Integer.toString(port),
            "CALSYNC_LOCAL_PORTS_NOTIFIER", Integer.toString(notifier.getAddress().getPort()),
            "CALSYNC_LOCAL_PORTS_CHANNEL_MANAGER", Integer.toString(freePort()));
    door = FrontDoor.open(LocalSettings.of(new Lookup(new String[0], new Properties(), ports)));
  }

  @AfterEach
  void close() {
    door.close();
    notifier.stop(0);
  }

  @Test
  void aRequestArrivesAsItWasSent() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/events?from=a%20b&to=%2B"))
            .POST(HttpRequest.BodyPublishers.ofString("hello"));
    assertThat(send(request).body())
        .isEqualTo("POST /api/events?from=a%20b&to=%2B " + url.substring(7) + " hello");
  }

  @Test
  void anEventOfAStreamPassesBeforeTheNextIsThere() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url + "/api/stream")).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: first");
      firstEventSeen.countDown();
      assertThat(lines.lines()).contains("data: second");
    }
  }

  @Test
  void aServiceThatIsDownIsAProblemAndComesBack() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url + "/login")));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"status\":503");
  }

  @ParameterizedTest
  @CsvSource({
    "/internal/accounts/1/access-token, 404",
    "/%69nternal/accounts/1/access-token, 404",
    "/oauth2/../internal/accounts, 404",
    "/internal;x=1/accounts, 404",
    "/actuator/health, 404",
    "/oauth2/%2e%2e/internal, 400",
    "//internal/accounts, 400",
  })
  void whatIsForTheInsideIsNotReachedByAnySpelling(String path, int status) throws Exception {
    var answer = RawHttp.get(URI.create(url).getPort(), path);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
