package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.genuine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.ingress.RawRequest.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What Google hears while Kafka is away, before the first push and after many. */
class KafkaOutageIntegrationTests {
  private static final List<String> OF_THE_TEST_CLASS_PATH =
      List.of(
          "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
          "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration");
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Test
  void whatKafkaCannotTakeIsAnswered503InTimeAndTakenOnceItIsBack(@TempDir Path data)
      throws Exception {
    try (var kafka = new StoppableKafka(data);
        ConfigurableApplicationContext service = start(kafka.bootstrapServers())) {
      int port = port(service, "local.server.port");
      int managementPort = port(service, "local.management.port");
      assertThat(health(managementPort, "liveness")).isEqualTo(200);
      assertUnavailable(port);
      assertThat(health(managementPort, "readiness")).isEqualTo(503);

      kafka.start();
      awaitAccepted(port);
      await().until(() -> health(managementPort, "readiness") == 200);

      kafka.stop();
      assertUnavailable(port);
      assertManyUnavailable(port);
      assertThat(get(managementPort, "/actuator/prometheus").body())
          .containsPattern("received_total\\{[^}]*outcome=\"overloaded\"} [1-9]")
          .containsPattern("received_total\\{[^}]*outcome=\"unavailable\"} [1-9]");
      assertThat(health(managementPort, "liveness")).isEqualTo(200);
      assertThat(health(managementPort, "readiness")).isEqualTo(503);

      kafka.start();
      awaitAccepted(port);
      assertNoneIsMissing(kafka);
    }
  }

  @Test
  void kafkaWhoseNameNobodyKnowsIsKafkaThatIsAway() throws IOException {
    try (ConfigurableApplicationContext service = start("kafka.invalid:9092")) {
      assertUnavailable(port(service, "local.server.port"));
      assertThat(health(port(service, "local.management.port"), "readiness")).isEqualTo(503);
    }
  }

  /** Two were acknowledged; what was answered 503 may be there as well. */
  private static void assertNoneIsMissing(StoppableKafka kafka) {
    try (var log = new NotificationsLog(kafka.bootstrapServers())) {
      assertThat(log.size()).isGreaterThanOrEqualTo(2);
    }
  }

  private static void assertUnavailable(int port) throws IOException {
    long start = System.nanoTime();
    Response response = genuine().send(port);
    assertThat(response.status()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    assertThat(response.header("Retry-After")).isEqualTo("5");
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
  }

  /** Without the limit of time: a hundred callers here share their two cores with who answers. */
  private static void assertManyUnavailable(int port) throws Exception {
    Callable<Response> push = () -> genuine().send(port);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : callers.invokeAll(Collections.nCopies(100, push))) {
        assertThat(answer.get().status()).isEqualTo(503);
        assertThat(answer.get().header("Retry-After")).isEqualTo("5");
      }
    }
  }

  private static void awaitAccepted(int port) {
    await().atMost(Duration.ofSeconds(40)).until(() -> genuine().send(port).status() == 204);
  }

  private static int health(int port, String group) throws IOException {
    return get(port, "/actuator/health/" + group).status();
  }

  private static Response get(int port, String path) throws IOException {
    return new RawRequest("GET", path).with("Host", "x").with("Connection", "close").send(port);
  }

  private static int port(ConfigurableApplicationContext service, String property) {
    return service.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  private static ConfigurableApplicationContext start(String bootstrapServers) {
    return IngressApplication.application()
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--spring.kafka.bootstrap-servers=" + bootstrapServers,
            "--spring.autoconfigure.exclude=" + String.join(",", OF_THE_TEST_CLASS_PATH),
            "--calsync.ingress.max-in-flight=50",
            "--calsync.channel-token.keys=" + GooglePush.KEYS);
  }
}
