package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The worker with a real broker, a real database and simulated Google. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=sync-worker",
      "calsync.internal.secret=test-secret",
      "calsync.topics.partitions=4",
      "calsync.sync.second-look=200ms",
      "calsync.sync.page-size=50"
    })
@Import(TestInfrastructure.class)
class SyncIntegrationTests {
  private static final TestGoogle google = new TestGoogle();
  private static final FakeChannelManager channelManager = new FakeChannelManager();

  private final CalendarId calendar = new CalendarId(UUID.randomUUID());
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final UserId user = new UserId(UUID.randomUUID());
  private final String googleCalendar = calendar.toString().substring(0, 8) + "@example.com";
  private long version;

  private final JdbcClient jdbc;
  private final KafkaTemplate<String, byte[]> kafka;
  private final JsonMapper json;

  @Autowired
  SyncIntegrationTests(JdbcClient jdbc, KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    this.jdbc = jdbc;
    this.kafka = kafka;
    this.json = json;
  }

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry properties) {
    properties.add("calsync.google.api-url", google::url);
    properties.add("calsync.channel-manager-url", channelManager::url);
  }

  @BeforeEach
  void aPersonWithACalendar() {
    google.person();
    google.calendar(googleCalendar);
    channelManager.grant(account.toString(), google::accessToken);
  }

  @Test
  @KnownBug(Complaint.CURSOR_SKIPS)
  void aFirstSyncMirrorsTheWholeCalendarAndTellsItBetweenItsMarkers() throws Exception {
    for (int i = 0; i < 120; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    connect();

    awaitMirrorEqualsGoogle();
    List<String> types =
        changes().stream().map(change -> Topic.header(change, CloudEventHeaders.TYPE)).toList();
    assertThat(types)
        .hasSize(122)
        .startsWith("calsync.resync.started.v1")
        .endsWith("calsync.resync.completed.v1");
    assertThatNumbersAreDense();
    assertThatStateTopicEqualsMirror();
  }

  @Test
  @KnownBug({Complaint.POLLING_TOO_SLOW, Complaint.CHANGE_NEVER_PASSED_ON})
  void aPushBringsWhatHappenedAtGoogle() throws Exception {
    connect();
    Event lunch = google.inserts(googleCalendar, "Lunch");
    push();
    awaitMirrorEqualsGoogle();
    google.renames(googleCalendar, lunch, "Late lunch");
    push();
    awaitMirrorEqualsGoogle();
    google.deletes(googleCalendar, lunch);
    push();
    awaitMirrorEqualsGoogle();

    assertThat(typesOf(lunch.getId()))
        .containsExactly(
            "calsync.event.created.v1", "calsync.event.updated.v1", "calsync.event.deleted.v1");
    assertThatNumbersAreDense();
    assertThatStateTopicEqualsMirror();
  }

  /** The token at the end of a walk is that of its beginning, whichever turn it began in. */
  @Test
  void aWalkThatIsTakenUpAgainIsFollowedByALookOfTheTurnsOwn() throws Exception {
    Event first = google.inserts(googleCalendar, "Event 0");
    for (int i = 1; i < 120; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    google.fault(
        "{\"match\":\"events.list\",\"status\":500,\"reason\":\"backendError\",\"skip\":1,\"times\":1}");
    connect();
    await().untilAsserted(() -> assertThat(column("last_error")).isNotNull());
    assertThat(mirror()).containsKey(first.getId());
    google.renames(googleCalendar, first, "Renamed while the first sync was broken off");
    push();

    awaitMirrorEqualsGoogle();
  }

  @Test
  @KnownBug({Complaint.GONE_HALF_HANDLED, Complaint.VANISHES_DURING_RESYNC})
  void aDeadTokenLeadsToAFullSyncThatTellsOnlyTrueDifferences() throws Exception {
    for (int i = 0; i < 60; i++) {
      google.inserts(googleCalendar, "Event " + i);
    }
    connect();
    awaitMirrorEqualsGoogle();
    int before = changes().size();
    Event gone = google.client().events().list(googleCalendar).execute().getItems().getFirst();
    google.deletes(googleCalendar, gone);
    Map<String, String> expected = google.holds(googleCalendar);
    google.fault(
        "{\"match\":\"events.list\",\"status\":410,\"reason\":\"fullSyncRequired\",\"times\":1}");
    push();
    awaitMirrorEquals(expected);

    await().untilAsserted(() -> assertThat(changes()).hasSize(before + 3));
    assertThat(changes().subList(before, before + 3))
        .extracting(change -> Topic.header(change, CloudEventHeaders.TYPE))
        .containsExactly(
            "calsync.resync.started.v1", "calsync.event.deleted.v1", "calsync.resync.completed.v1");
    assertThatNumbersAreDense();
  }

  @Test
  @KnownBug(Complaint.GONE_HALF_HANDLED)
  void aFullSyncThatBeginsAgainSweepsWhatItsFirstBeginningSaw() throws Exception {
    Event gone = google.inserts(googleCalendar, "Seen and then deleted");
    connect();
    awaitSynced();
    // As a worker leaves it that was killed after the only page and before the sweep.
    jdbc.sql(
            """
            with broken_off as (
              update sync.calendar_sync
                 set sync_token = null, page_token = null, full_sync_since = now(),
                     full_sync_gen = full_sync_gen + 1
               where calendar_id = :calendar returning *)
            update sync.event e set full_sync_gen = b.full_sync_gen
              from broken_off b where e.calendar_id = b.calendar_id
            """)
        .param("calendar", calendar.value())
        .update();
    google.deletes(googleCalendar, gone);
    push();

    awaitMirrorEqualsGoogle();
    awaitSynced();
    assertThat(mirror()).isEmpty();
  }

  @Test
  void aDeadGrantParksTheCalendarAndItsRenewalBringsItBack() throws Exception {
    channelManager.revoke(account.toString());
    connect();
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("NEEDS_REAUTHORIZATION"));
    long asked = channelManager.requestsFor(account.toString());
    google.inserts(googleCalendar, "Lunch");
    push();

    channelManager.grant(account.toString(), google::accessToken);
    lifecycle(new Lifecycle.AccountConnected(account, user, ++version, Instant.now()));
    awaitMirrorEqualsGoogle();
    assertThat(channelManager.requestsFor(account.toString())).isEqualTo(asked + 1);
    assertThat(column("parked")).isNull();
  }

  @Test
  void aCalendarTakenAwayIsForgottenEventByEvent() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    connect();
    awaitMirrorEqualsGoogle();
    lifecycle(new Lifecycle.CalendarRemoved(account, user, ++version, Instant.now(), calendar));

    await().untilAsserted(() -> assertThat(mirror()).isEmpty());
    await().untilAsserted(this::assertThatStateTopicEqualsMirror);
    assertThatNumbersAreDense();
  }

  @Test
  void unreadableRecordsStopNobody() throws Exception {
    kafka.send(Topics.NOTIFICATIONS, "not a calendar", new byte[] {1, 2, 3}).get();
    kafka
        .send(
            Topics.LIFECYCLE,
            account.toString(),
            "{".repeat(5_000).getBytes(StandardCharsets.UTF_8))
        .get();
    kafka.send(Topics.COMMANDS, calendar.toString(), "null".getBytes(StandardCharsets.UTF_8)).get();
    google.inserts(googleCalendar, "Lunch");
    connect();

    awaitMirrorEqualsGoogle();
  }

  private void connect() throws Exception {
    lifecycle(
        new Lifecycle.CalendarAdded(
            account,
            user,
            ++version,
            Instant.now(),
            calendar,
            googleCalendar,
            Instant.now().plus(Duration.ofDays(7))));
  }

  private void lifecycle(Lifecycle message) throws Exception {
    kafka.send(Topics.LIFECYCLE, account.toString(), json.writeValueAsBytes(message)).get();
  }

  private void push() throws Exception {
    var notification =
        new Notification(calendar, new ChannelId(UUID.randomUUID()), "exists", 7, Instant.now());
    kafka
        .send(Topics.NOTIFICATIONS, calendar.toString(), json.writeValueAsBytes(notification))
        .get();
  }

  private void awaitSynced() {
    await().untilAsserted(() -> assertThat(column("sync_token")).isNotNull());
  }

  private void awaitMirrorEqualsGoogle() throws Exception {
    awaitMirrorEquals(google.holds(googleCalendar));
  }

  private void awaitMirrorEquals(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(mirror()).isEqualTo(expected);
          assertThat(column("change_seq")).isEqualTo(column("published_seq"));
          assertThat(column("lease_owner")).isNull();
        });
  }

  private Map<String, String> mirror() {
    Map<String, String> held = new TreeMap<>();
    jdbc.sql("select event_id, etag from sync.event where calendar_id = ?")
        .param(calendar.value())
        .query((row, _) -> held.put(row.getString(1), row.getString(2)))
        .list();
    return held;
  }

  private @Nullable Object column(String name) {
    return jdbc
        .sql("select " + name + " from sync.calendar_sync where calendar_id = ?")
        .param(calendar.value())
        .query()
        .listOfRows()
        .stream()
        .map(row -> row.get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<ConsumerRecord<String, String>> changes() {
    return Topic.read(Topics.CHANGES, calendar.toString()::equals);
  }

  private List<String> typesOf(String eventId) {
    return changes().stream()
        .filter(change -> change.headers().lastHeader(CloudEventHeaders.SUBJECT) != null)
        .filter(change -> Topic.header(change, CloudEventHeaders.SUBJECT).equals(eventId))
        .map(change -> Topic.header(change, CloudEventHeaders.TYPE))
        .toList();
  }

  /** Invariant 5, seen from outside. */
  private void assertThatNumbersAreDense() {
    List<Long> seqs =
        changes().stream()
            .map(change -> Long.valueOf(Topic.header(change, CloudEventHeaders.SEQ)))
            .distinct()
            .toList();
    assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    List<Long> feed =
        changes().stream()
            .map(change -> Long.valueOf(Topic.header(change, CloudEventHeaders.FEED_SEQ)))
            .distinct()
            .toList();
    assertThat(feed).isEqualTo(seqs);
  }

  private void assertThatStateTopicEqualsMirror() {
    Map<String, String> state = new TreeMap<>();
    for (var record : Topic.read(Topics.STATE, key -> key.startsWith(calendar.toString()))) {
      String id = record.key().substring(record.key().indexOf('/') + 1);
      if (record.value() == null) {
        state.remove(id);
      } else {
        state.put(id, json.readTree(record.value()).get("etag").asString());
      }
    }
    assertThat(state).isEqualTo(mirror());
  }
}
