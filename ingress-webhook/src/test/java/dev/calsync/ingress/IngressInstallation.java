package dev.calsync.ingress;

import static org.awaitility.Awaitility.await;

import dev.calsync.testsupport.TestInfrastructure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The whole service with a real broker, and the log of what it lets through. */
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
abstract class IngressInstallation {
  static NotificationsLog kafka;

  @LocalServerPort int port;

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
}
