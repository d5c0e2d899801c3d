package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.CALENDAR;
import static dev.calsync.ingress.GooglePush.CHANNEL;
import static dev.calsync.ingress.GooglePush.FIRST;
import static dev.calsync.ingress.GooglePush.SECOND;
import static dev.calsync.ingress.GooglePush.genuine;
import static dev.calsync.ingress.GooglePush.token;
import static dev.calsync.ingress.GooglePush.withToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.ingress.RawRequest.Response;
import dev.calsync.model.Notification;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = IngressApplication.class,
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "spring.liquibase.enabled=false",
      "calsync.channel-token.keys=" + GooglePush.KEYS,
      "calsync.topics.partitions=3",
      "calsync.ingress.unauthenticated-burst=300",
      "calsync.ingress.site-verification=google1234.html",
      "calsync.ingress.slow-request-after=1s"
    })
@Import(TestInfrastructure.class)
class WebhookIntegrationTests {
  private static NotificationsLog kafka;

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  @BeforeAll
  static void openLog() {
    kafka = new NotificationsLog(TestInfrastructure.bootstrapServers());
  }

  @BeforeEach
  void awaitTopic() {
    await().until(kafka::exists);
  }

  @AfterAll
  static void closeLog() {
    kafka.close();
  }

  @ParameterizedTest
  @MethodSource("dev.calsync.ingress.BadCall#all")
  void badCallIsRefusedAndDoesNotReachKafka(BadCall call) throws IOException {
    long before = kafka.size();

    Response response = call.request().send(port);

    assertThat(response.status()).as(response.body()).isEqualTo(call.status());
    assertThat(response.header("Content-Type")).startsWith("application/problem+json");
    assertThat(response.header("Server")).isEmpty();
    assertThat(response.body())
        .doesNotContainIgnoringCase(
            "exception", "jetty", "java", "dev.calsync", "\tat ", "servlet");
    if (!call.wrong().equals("method HEAD")) {
      assertThat(response.body()).contains("\"status\":" + call.status(), "\"title\":");
    }
    assertThat(kafka.size()).isEqualTo(before);
  }

  @Test
  void thereAreAtLeastFortyBadCalls() {
    assertThat(BadCall.all()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void refusalTellsWhatToDo() throws IOException {
    assertThat(GooglePush.to("GET", "x").send(port).header("Allow")).isEqualTo("POST");
    assertThat(withToken("forged").send(port).header("WWW-Authenticate")).isNotEmpty();
    assertThat(genuine().without("X-Goog-Resource-ID").send(port).body())
        .contains("X-Goog-Resource-ID is missing.");
  }

  @Test
  void genuinePushIsInKafkaWhenItIsAnswered() throws IOException {
    Instant start = Instant.now().minusMillis(1);
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    Response response = genuine().with("traceparent", trace).send(port);

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    ConsumerRecord<String, String> last = last();
    assertThat(last.key()).isEqualTo(CALENDAR.toString());
    assertThat(last.headers()).hasSize(1);
    assertThat(header(last, "traceparent")).isEqualTo(trace);
    var notification = JsonMapper.shared().readValue(last.value(), Notification.class);
    assertThat(notification)
        .isEqualTo(
            new Notification(CALENDAR, CHANNEL, "exists", 158_687, notification.receivedAt()));
    assertThat(notification.receivedAt()).isBetween(start, Instant.now());
    assertThat(last.value())
        .matches(
            "\\{\"calendarId\":\"%s\",\"channelId\":\"%s\",\"resourceState\":\"exists\",\"messageNumber\":158687,\"receivedAt\":\"[^\"]+Z\"}"
                .formatted(CALENDAR, CHANNEL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "exists", "not_exists", "update"})
  @KnownBug(Complaint.PUSH_MISUNDERSTOOD)
  void everyStateOfAGenuinePushSaysLookAgain(String state) throws IOException {
    assertThat(genuine().replacing("X-Goog-Resource-State", state).send(port).status())
        .isEqualTo(204);
    assertThat(last().value()).contains("\"resourceState\":\"" + state + "\"");
  }

  @Test
  void bothKeysAreAlive() throws IOException {
    for (var key : List.of(FIRST, SECOND)) {
      assertThat(withToken(token(key, CHANNEL, Duration.ofDays(1))).send(port).status())
          .isEqualTo(204);
    }
  }

  @Test
  void whatIsOddButHarmlessDoesNotLoseAGenuinePush() throws IOException {
    var odd =
        List.of(
            genuine().replacing("Accept", "no/such, thing;q=x"),
            genuine().replacing("Content-Type", "????"),
            genuine().without("Content-Type").without("User-Agent").without("Accept"),
            genuine().without("X-Goog-Channel-Expiration"),
            genuine().replacing("Content-Length", "2").body("{}"),
            genuine()
                .without("Content-Length")
                .with("Transfer-Encoding", "chunked")
                .body("2\r\n{}\r\n0\r\n\r\n"),
            genuine().without("X-Goog-Channel-ID").with("x-goog-channel-id", CHANNEL.toString()),
            genuine().with("traceparent", "garbage"),
            genuine().with("X-Forwarded-For", "garbage, , ,"));
    for (RawRequest request : odd) {
      Response response = request.send(port);
      assertThat(response.status()).as(response.body()).isEqualTo(204);
      assertThat(header(last(), "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }
  }

  @Test
  void floodIsLimitedPerSourceAndNeverStopsAGenuinePush() throws IOException {
    String attacker = "203.0.113.7";
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 600; i++) {
      statuses.add(
          withToken("forged")
              .with("X-Forwarded-For", "10.9.8." + i % 200 + ", " + attacker)
              .send(port)
              .status());
    }
    assertThat(statuses.subList(0, 300)).containsOnly(401);
    assertThat(statuses.subList(300, 600)).contains(429).containsOnly(401, 429);
    assertThat(genuine().with("X-Forwarded-For", attacker).send(port).status()).isEqualTo(204);
    assertThat(withToken("forged").with("X-Forwarded-For", "203.0.113.8").send(port).status())
        .isEqualTo(401);
  }

  @Test
  void slowSocketsAreCutOffAndDelayNobody() throws IOException {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 400; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("POST /api".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(genuine().send(port).status()).isEqualTo(204);
      assertThat(isCutOff(slow.getLast())).as("it was the slow ones that waited").isFalse();
      await().atMost(Duration.ofSeconds(30)).until(() -> slow.stream().allMatch(this::isCutOff));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void filesThatGoogleReads() throws IOException {
    assertThat(get(port, "/google1234.html").body())
        .isEqualTo("google-site-verification: google1234.html");
    assertThat(get(port, "/google9999.html").status()).isEqualTo(404);
    assertThat(get(port, "/robots.txt").body())
        .startsWith("User-agent: APIs-Google\nAllow: /api/calendar/webhook\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/error",
        "/actuator/health",
        "/actuator/env",
        "/api/calendar/webhook/x",
        "/index.html",
        "/..;/x",
        "/%2e%2e/x"
      })
  void nothingElseIsThere(String path) throws IOException {
    Response response = get(port, path);
    assertThat(response.status()).isIn(400, 404);
    assertThat(response.header("Content-Type")).startsWith("application/problem+json");
    assertThat(response.body()).doesNotContainIgnoringCase("exception", "jetty", "dev.calsync");
  }

  @Test
  @KnownBug(Complaint.DELIVERIES_UNMEASURED)
  void managementShowsHealthAndMetricsOnly() throws IOException {
    assertThat(genuine().send(port).status()).isEqualTo(204);
    assertThat(get(managementPort, "/actuator/health/liveness").body()).contains("UP");
    assertThat(get(managementPort, "/actuator/health/readiness").body()).contains("UP");
    assertThat(get(managementPort, "/actuator/prometheus").body())
        .contains(
            "calsync_notifications_received_total{",
            "outcome=\"accepted\"",
            "outcome=\"flood\"",
            "calsync_notifications_ack_seconds_count");
    for (String closed :
        List.of("env", "heapdump", "configprops", "loggers", "beans", "threaddump")) {
      assertThat(get(managementPort, "/actuator/" + closed).status()).as(closed).isEqualTo(404);
    }
  }

  private boolean isCutOff(Socket socket) {
    try {
      socket.setSoTimeout(20);
      return socket.getInputStream().read() == -1;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static Response get(int port, String path) throws IOException {
    return new RawRequest("GET", path).with("Host", "x").with("Connection", "close").send(port);
  }

  private static ConsumerRecord<String, String> last() {
    return kafka.all().stream().max(Comparator.comparingLong(ConsumerRecord::offset)).orElseThrow();
  }

  private static String header(ConsumerRecord<String, String> entry, String name) {
    return new String(entry.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }
}
