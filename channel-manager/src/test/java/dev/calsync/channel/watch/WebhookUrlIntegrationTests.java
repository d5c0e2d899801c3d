package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.ChannelApplication;
import dev.calsync.channel.StandInGoogle;
import dev.calsync.channel.grant.Grants;
import dev.calsync.model.AccountId;
import dev.calsync.testsupport.TestInfrastructure;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service started again and again over the same rows, each time with another webhook-url. */
class WebhookUrlIntegrationTests {
  private static final int CALENDARS = 3;
  private static final String REFUSED = "http://127.0.0.1:1/refused";
  private static final String FIRST = "http://127.0.0.1:1/first";
  private static final String SECOND = "http://127.0.0.1:1/second";

  private final StandInGoogle google = new StandInGoogle();

  @BeforeAll
  static void aDatabaseOfItsOwn() throws SQLException {
    var server = TestInfrastructure.database();
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("create database webhook_url");
    }
  }

  @AfterEach
  void close() {
    google.close();
  }

  @Test
  void calendarsFollowTheWebhookUrlThatTheServiceIsStartedWith() {
    during(
        "",
        service -> {
          signIn(service);
          awaitUnwatchedForGood(service);
        });
    google.watchError = "401 push.webhookUrlUnauthorized";
    during(REFUSED, service -> awaitChannels(service, "FAILED", CALENDARS));
    google.watchError = "";
    during(FIRST, service -> awaitChannels(service, "ACTIVE", CALENDARS));
    assertThat(called()).hasSize(CALENDARS).containsOnly(FIRST);

    during(SECOND, service -> awaitChannels(service, "RETIRING", CALENDARS));
    assertThat(called().subList(CALENDARS, 2 * CALENDARS)).containsOnly(SECOND);
    assertThat(google.stopped).isEmpty();

    during(
        "",
        service -> {
          awaitChannels(service, "STOPPED", 2 * CALENDARS);
          awaitUnwatchedForGood(service);
        });
    assertThat(google.stopped).hasSize(2 * CALENDARS);
    during(SECOND, service -> awaitChannels(service, "ACTIVE", CALENDARS));
  }

  private void during(String webhookUrl, Consumer<ConfigurableApplicationContext> test) {
    try (var service = start(webhookUrl)) {
      test.accept(service);
    }
  }

  private ConfigurableApplicationContext start(String webhookUrl) {
    var server = TestInfrastructure.database();
    return ChannelApplication.application()
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--calsync.webhook-url=" + webhookUrl,
            "--calsync.google.client-id=calsync-local",
            "--calsync.google.client-secret=calsync-local-secret",
            "--calsync.google.issuer-url=" + google.url(),
            "--calsync.google.api-url=" + google.url(),
            "--calsync.vault.keyset-file=target/webhook-url/keyset.json",
            "--calsync.topics.partitions=4",
            "--spring.datasource.url="
                + server.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1webhook_url"),
            "--spring.datasource.username=" + server.user(),
            "--spring.datasource.password=" + server.password(),
            "--spring.kafka.bootstrap-servers=" + TestInfrastructure.bootstrapServers());
  }

  /** Somebody whose list of calendars was read. */
  private static void signIn(ConfigurableApplicationContext service) {
    JdbcClient jdbc = service.getBean(JdbcClient.class);
    var account =
        new AccountId(
            jdbc.sql(
                    """
                    with person as (insert into channel.person default values returning user_id)
                    insert into channel.account (user_id, google_sub, email, list_due_at)
                    select user_id, 'ada', 'ada@example.com', null from person returning account_id
                    """)
                .query(UUID.class)
                .single());
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    service.getBean(Grants.class).keep(account, new Grants.Granted("1//r", "a", tomorrow, null));
    jdbc.sql(
            """
            insert into channel.calendar
                   (account_id, user_id, google_calendar_id, summary, access_role)
            select account_id, user_id, 'c' || i, 'c', 'owner'
              from channel.account, generate_series(1, :count) i
            """)
        .param("count", CALENDARS)
        .update();
  }

  private static void awaitUnwatchedForGood(ConfigurableApplicationContext service) {
    awaitCount(
        service,
        "channel.calendar where watched_until is null and watch_due_at is null",
        CALENDARS);
  }

  private static void awaitChannels(
      ConfigurableApplicationContext service, String state, long count) {
    awaitCount(service, "channel.watch_channel where state = '" + state + "'", count);
  }

  private static void awaitCount(ConfigurableApplicationContext service, String what, long count) {
    await().untilAsserted(() -> assertThat(count(service, what)).isEqualTo(count));
  }

  private static long count(ConfigurableApplicationContext service, String what) {
    return service
        .getBean(JdbcClient.class)
        .sql("select count(*) from " + what)
        .query(Long.class)
        .single();
  }

  /** The addresses that Google was given, in that order. */
  private List<String> called() {
    List<String> addresses = new ArrayList<>();
    google.watched.forEach(channel -> addresses.add(channel.path("address").asString()));
    return addresses;
  }
}
