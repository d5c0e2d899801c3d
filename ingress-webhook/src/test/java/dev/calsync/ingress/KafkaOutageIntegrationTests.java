package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.genuine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.ingress.RawRequest.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import kafka.server.BrokerServer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What Google hears while Kafka is away, before the first push and after many. */
class KafkaOutageIntegrationTests {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Test
  void whatKafkaCannotTakeIsAnswered503InTimeAndTakenOnceItIsBack() throws Exception {
    int kafkaPort = freePort();
    int managementPort = freePort();
    try (ConfigurableApplicationContext service = start(kafkaPort, managementPort)) {
      int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      assertUnavailable(port);
      assertThat(health(managementPort, "liveness")).isEqualTo(200);
      assertThat(health(managementPort, "readiness")).isEqualTo(503);

      EmbeddedKafkaKraftBroker broker = broker(kafkaPort);
      try {
        awaitAccepted(port);
        await().until(() -> health(managementPort, "readiness") == 200);

        node(broker).shutdown();
        assertUnavailable(port);
        assertUnavailable(port);
        assertManyUnavailable(port);
        assertThat(health(managementPort, "liveness")).isEqualTo(200);
        assertThat(health(managementPort, "readiness")).isEqualTo(503);

        node(broker).startup();
        awaitAccepted(port);
      } finally {
        broker.destroy();
      }
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

  private static void assertManyUnavailable(int port) throws Exception {
    Callable<Response> push = () -> genuine().send(port);
    long start = System.nanoTime();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : callers.invokeAll(Collections.nCopies(200, push))) {
        assertThat(answer.get().status()).isEqualTo(503);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
  }

  private static void awaitAccepted(int port) {
    await().atMost(Duration.ofSeconds(40)).until(() -> genuine().send(port).status() == 204);
  }

  private static int health(int port, String group) throws IOException {
    return new RawRequest("GET", "/actuator/health/" + group)
        .with("Host", "x")
        .with("Connection", "close")
        .send(port)
        .status();
  }

  private static ConfigurableApplicationContext start(int kafkaPort, int managementPort) {
    return IngressApplication.application()
        .run(
            "--server.port=0",
            "--management.server.port=" + managementPort,
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + kafkaPort,
            "--spring.autoconfigure.exclude="
                + String.join(
                    ",",
                    List.of(
                        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                        "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration")),
            "--calsync.channel-token.keys=" + GooglePush.KEYS);
  }

  private static EmbeddedKafkaKraftBroker broker(int port) {
    var broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.kafkaPorts(port);
    broker.brokerProperty("broker.session.timeout.ms", "3000");
    broker.brokerProperty("broker.heartbeat.interval.ms", "500");
    broker.brokerProperty("log.cleaner.dedupe.buffer.size", "2097152");
    broker.brokerProperty("auto.create.topics.enable", "false");
    broker.afterPropertiesSet();
    return broker;
  }

  private static BrokerServer node(EmbeddedKafkaKraftBroker broker) {
    return Objects.requireNonNull(
        Objects.requireNonNull(broker.getCluster()).brokers().values().iterator().next());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
