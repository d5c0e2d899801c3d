package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.genuine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.ingress.RawRequest.Response;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What else is there to be read: Google's files and the management's pages, and nothing more. */
class PathsIntegrationTests extends IngressInstallation {
  private static final String ACKNOWLEDGED = "calsync_notifications_ack_seconds_count";

  @LocalManagementPort private int managementPort;

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
    double before = received("accepted");
    double acknowledged = counted(ACKNOWLEDGED);
    assertThat(genuine().send(port).status()).isEqualTo(204);
    assertThat(get(managementPort, "/actuator/health/liveness").body()).contains("UP");
    assertThat(get(managementPort, "/actuator/health/readiness").body()).contains("UP");
    assertThat(received("accepted")).isGreaterThan(before);
    assertThat(counted(ACKNOWLEDGED)).isGreaterThan(acknowledged);
    assertThat(received("flood")).isNotNegative();
    for (String closed :
        List.of("env", "heapdump", "configprops", "loggers", "beans", "threaddump")) {
      assertThat(get(managementPort, "/actuator/" + closed).status()).as(closed).isEqualTo(404);
    }
  }

  /** What the calls of this outcome have come to. */
  private double received(String outcome) throws IOException {
    return counted("calsync_notifications_received_total\\{[^}]*outcome=\"" + outcome + "\"[^}]*}");
  }

  private double counted(String counter) throws IOException {
    Matcher line =
        Pattern.compile("(?m)^" + counter + " (\\S+)$")
            .matcher(get(managementPort, "/actuator/prometheus").body());
    assertThat(line.find()).as(counter).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static Response get(int port, String path) throws IOException {
    return new RawRequest("GET", path).with("Host", "x").with("Connection", "close").send(port);
  }
}
