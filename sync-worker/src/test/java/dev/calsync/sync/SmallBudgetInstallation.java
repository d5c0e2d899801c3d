package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A worker whose accounts have a small budget and which audits only what it is asked to. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=sync-worker",
      "calsync.internal.secret=test-secret",
      "calsync.topics.partitions=4",
      "calsync.sync.second-look=200ms",
      "calsync.sync.page-size=50",
      "calsync.quota.account-per-minute=120",
      "calsync.audit.calendars-per-hour=0"
    })
@Import(TestInfrastructure.class)
abstract class SmallBudgetInstallation {
  static final TestGoogle google = new TestGoogle();
  static final FakeChannelManager channelManager = new FakeChannelManager();

  final Owned ada = new Owned();

  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired JsonMapper json;
  @Autowired MeterRegistry meters;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry properties) {
    properties.add("calsync.google.api-url", google::url);
    properties.add("calsync.channel-manager-url", channelManager::url);
  }

  @BeforeEach
  void aPersonAndAFullBudget() {
    google.person();
    jdbc.sql("update sync.quota set tokens = 1e9, factor = 1, paused_until = null").update();
  }

  final void connect(Owned owned) throws Exception {
    channelManager.grant(owned.account().toString(), google::accessToken);
    var added =
        new Lifecycle.CalendarAdded(
            owned.account(),
            owned.user(),
            1,
            Instant.now(),
            owned.calendar(),
            owned.googleCalendar(),
            Instant.now().plus(Duration.ofDays(7)));
    kafka.send(Topics.LIFECYCLE, owned.account().toString(), json.writeValueAsBytes(added)).get();
  }

  final void push(CalendarId calendar) throws Exception {
    kafka.send(Topics.NOTIFICATIONS, calendar.toString(), new byte[] {'{', '}'}).get();
  }

  final void awaitSynced(Owned owned) {
    await().atMost(Duration.ofSeconds(20)).until(() -> isSynced(owned));
  }

  final boolean isSynced(Owned owned) {
    return jdbc.sql(
            """
            select 1 from sync.calendar_sync
             where calendar_id = ? and sync_token is not null and lease_owner is null
            """)
        .param(owned.calendar().value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  final void awaitMirrorEqualsGoogle(Owned owned) throws Exception {
    Map<String, String> expected = google.holds(owned.googleCalendar());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(isSynced(owned)).isTrue();
          Map<String, String> held = new TreeMap<>();
          jdbc.sql("select event_id, etag from sync.event where calendar_id = ?")
              .param(owned.calendar().value())
              .query((row, _) -> held.put(row.getString(1), row.getString(2)))
              .list();
          assertThat(held).isEqualTo(expected);
        });
  }

  /** A calendar and who owns it. */
  record Owned(CalendarId calendar, AccountId account, UserId user, String googleCalendar) {
    Owned() {
      this(new AccountId(UUID.randomUUID()));
    }

    Owned(AccountId account) {
      this(new CalendarId(UUID.randomUUID()), account, new UserId(UUID.randomUUID()));
    }

    private Owned(CalendarId calendar, AccountId account, UserId user) {
      this(calendar, account, user, calendar.toString().substring(0, 8) + "@example.com");
    }
  }
}
