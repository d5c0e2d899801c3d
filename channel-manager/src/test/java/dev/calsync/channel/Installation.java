package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static dev.calsync.channel.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.TestInfrastructure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service between a real broker, a real database and a Google that does as it is told.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    useMainMethod = UseMainMethod.ALWAYS,
    properties = {
      "management.server.port=0",
      "calsync.google.client-id=calsync-local",
      "calsync.google.client-secret=calsync-local-secret",
      "calsync.google.client-secret-previous=the-secret-before",
      "calsync.vault.keyset-file=target/installation/${test.fork:1}/keyset.json",
      "calsync.vault.reload-every=250ms",
      "calsync.internal.secret=internal",
      "calsync.webhook-url=http://127.0.0.1:1/",
      "calsync.topics.partitions=4"
    })
@Import(TestInfrastructure.class)
public abstract class Installation {
  public static final StandInGoogle GOOGLE = new StandInGoogle();
  private static final int PORT = TestSocketUtils.findAvailableTcpPort();
  protected static final URI HOME = URI.create("http://localhost:" + PORT);

  @Autowired protected JdbcClient jdbc;
  @Autowired private KafkaTemplate<String, byte[]> kafka;
  private KafkaConsumer<String, byte[]> lifecycle;
  protected final List<Lifecycle> announced = new ArrayList<>();

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry registry) {
    registry.add("server.port", () -> PORT);
    registry.add("calsync.public-url", HOME::toString);
    registry.add("calsync.google.issuer-url", GOOGLE::url);
    registry.add("calsync.google.api-url", GOOGLE::url);
  }

  @BeforeEach
  void beginAnew() {
    GOOGLE.isItselfAgain();
    lifecycle = consumer();
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    var consumer =
        new KafkaConsumer<String, byte[]>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestInfrastructure.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.LIFECYCLE).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    return consumer;
  }

  /** Nothing is due any more and nobody is at work: then the next test finds an empty house. */
  @AfterEach
  void tidyUp() {
    lifecycle.close();
    jdbc.sql("update channel.account set list_due_at = null").update();
    await().untilAsserted(this::nobodyIsAtWork);
    jdbc.sql("delete from channel.account").update();
    jdbc.sql("delete from channel.pending_account").update();
  }

  private void nobodyIsAtWork() {
    jdbc.sql("update channel.calendar set watch_due_at = null").update();
    assertThat(
            jdbc.sql(
                    """
                    select (select count(*) from channel.account
                             where list_lease_until is not null)
                         + (select count(*) from channel.calendar
                             where watch_lease_until is not null or watch_due_at is not null)
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  /** All that was announced since the test began. */
  protected List<Lifecycle> announced() {
    lifecycle
        .poll(Duration.ofMillis(50))
        .forEach(message ->
            announced.add(JsonMapper.shared().readValue(message.value(), Lifecycle.class)));
    return announced;
  }

  protected <T extends Lifecycle> List<T> announced(Class<T> kind) {
    return announced().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** As ingress does it. */
  protected void publish(Notification notification) {
    kafka
        .send(
            Topics.NOTIFICATIONS,
            notification.calendarId().toString(),
            JsonMapper.shared().writeValueAsBytes(notification))
        .join();
  }

  /** Whatever it is. */
  protected void send(String topic, byte[] value) {
    kafka.send(topic, "key", value).join();
  }

  /** All that was sent has been read: nobody is stuck before it. */
  protected static void assertThatAllIsRead(String group, String topic) {
    try (var admin =
            Admin.create(Map.of("bootstrap.servers", TestInfrastructure.bootstrapServers()));
        var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            var committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            consumer
                .endOffsets(partitions)
                .forEach((partition, end) ->
                    assertThat(end == 0 ? 0 : offset(committed.get(partition)))
                        .as(partition.toString())
                        .isEqualTo(end));
          });
    }
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? -1 : committed.offset();
  }

  /** Goes to Google and back as often as it takes; answers where it ends. */
  protected static String signIn(Browser browser, String from) {
    String next = location(browser.get(from));
    for (int hop = 0; hop < 8 && !landed(next); hop++) {
      next = location(browser.get(next));
    }
    return next.replace(HOME.toString(), "");
  }

  private static boolean landed(String address) {
    String path = address.replace(HOME.toString(), "");
    return path.equals("/") || path.startsWith("/?") || path.startsWith("/accounts");
  }

  protected static String signIn(Browser browser) {
    return signIn(browser, "/oauth2/authorization/google");
  }

  /** Sets out to connect a further account; answers where that ends. */
  protected static String connect(Browser browser) {
    return connect(browser, "");
  }

  /** The same with a wish, such as an account to connect anew. */
  protected static String connect(Browser browser, String wish) {
    JsonNode departure = json(browser.send("POST", "/api/accounts", wish));
    return signIn(browser, departure.path("authorizationUrl").asString());
  }

  /** Says yes to the account that waits. */
  protected static HttpResponse<String> confirm(Browser browser, String landing) {
    return browser.send("POST", "/api/accounts/pending/" + pending(landing) + "/confirm", "");
  }

  /** Which account waits, by where the way back from Google ended. */
  protected static String pending(String landing) {
    assertThat(landing).startsWith("/accounts?confirm=");
    return landing.substring("/accounts?confirm=".length());
  }

  /** From now on somebody else answers at Google. */
  protected static void atTheKeyboard(String who) {
    String before = GOOGLE.sub;
    GOOGLE.sub = who + "-" + before;
  }

  /** The id of the one account that a person has. */
  protected static String accountOf(Browser browser) {
    return json(browser.get("/api/accounts")).at("/accounts/0/id").asString();
  }

  /** As the sync worker asks. */
  protected static HttpResponse<String> accessToken(String account, String body) {
    return new Browser(HOME)
        .send(
            HttpRequest.newBuilder(HOME.resolve("/internal/accounts/" + account + "/access-token"))
                .header("Authorization", "Bearer internal")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
  }
}
