package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.genuine;
import static dev.calsync.ingress.GooglePush.withToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.ingress.RawRequest.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that are refused, too many or too slow, which reach no Kafka and stop no genuine push. */
class RefusedCallsIntegrationTests extends IngressInstallation {
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
}
