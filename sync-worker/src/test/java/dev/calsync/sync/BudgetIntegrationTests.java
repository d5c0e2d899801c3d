package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the worker asks of Google and how often, with a small account budget; and its audit. */
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
class BudgetIntegrationTests {
  private static final TestGoogle google = new TestGoogle();
  private static final FakeChannelManager channelManager = new FakeChannelManager();

  private final Owned ada = new Owned();
  private final HttpClient http = HttpClient.newHttpClient();

  private final JdbcClient jdbc;
  private final KafkaTemplate<String, byte[]> kafka;
  private final JsonMapper json;
  private final MeterRegistry meters;
  @LocalServerPort private int port;

  @Autowired
  BudgetIntegrationTests(
      JdbcClient jdbc, KafkaTemplate<String, byte[]> kafka, JsonMapper json, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.kafka = kafka;
    this.json = json;
    this.meters = meters;
  }

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

  @Test
  void anAuditFindsWhatIsMissingStaleOrTooMuchAndTheCalendarHealsItself() throws Exception {
    List<Event> events = new ArrayList<>();
    google.calendar(ada.googleCalendar());
    for (int i = 0; i < 120; i++) {
      events.add(google.inserts(ada.googleCalendar(), "Event " + i));
    }
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    assertThat(audit(ada).get("outcome").asString()).isEqualTo("CLEAN");

    plant("delete from sync.event where event_id = ?", events.get(3).getId());
    plant(
        """
        update sync.event
           set etag = '"0"', resource = jsonb_set(resource::jsonb, '{etag}', '"\\"0\\""')::json
         where event_id = ?
        """,
        events.get(60).getId());
    plant(
        """
        insert into sync.event (calendar_id, event_id, etag, resource, recurring, full_sync_gen)
        select calendar_id, 'planted', '"1"', json '{"id":"planted","etag":"\\"1\\""}', false, 1
          from sync.event where event_id = ?
        """,
        events.get(5).getId());
    JsonNode report = audit(ada);

    assertThat(report.get("outcome").asString()).isEqualTo("DIFFERENT");
    assertThat(report.at("/missing/ids/0").asString()).isEqualTo(events.get(3).getId());
    assertThat(report.at("/stale/ids/0").asString()).isEqualTo(events.get(60).getId());
    assertThat(report.at("/extra/ids/0").asString()).isEqualTo("planted");
    assertThat(List.of("missing", "stale", "extra"))
        .allSatisfy(kind -> assertThat(report.at("/" + kind + "/count").asInt()).isEqualTo(1));
    assertThat(meters.get("calsync.audit.missing").gauge().value()).isPositive();
    awaitMirrorEqualsGoogle(ada);
    assertThat(audit(ada).get("outcome").asString()).isEqualTo("CLEAN");
    assertThat(meters.get("calsync.audit.missing").gauge().value()).isZero();
    assertThat(meters.get("calsync.audit.stale").gauge().value()).isZero();
  }

  @Test
  void anAuditDoesNotTakeChangesUnderWayForDifferences() throws Exception {
    google.calendar(ada.googleCalendar());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      events.add(google.inserts(ada.googleCalendar(), "Event " + i));
    }
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    google.inserts(ada.googleCalendar(), "Not heard of yet");
    google.renames(ada.googleCalendar(), events.get(1), "Nor of this");
    google.deletes(ada.googleCalendar(), events.get(2));
    var report = CompletableFuture.supplyAsync(() -> audit(ada));
    for (int i = 10; !report.isDone() && i < 60; i++) {
      google.renames(ada.googleCalendar(), events.get(i), "Changed meanwhile");
      google.deletes(ada.googleCalendar(), events.get(i));
      google.inserts(ada.googleCalendar(), "New meanwhile");
    }

    assertThat(report.get().get("outcome").asString()).isEqualTo("CLEAN");
  }

  @Test
  void onlyWhatIsInSyncIsAudited() {
    assertThat(audit(new Owned()).get("outcome").asString()).isEqualTo("UNFINISHED");
    assertThat(post("not-an-id").statusCode()).isEqualTo(400);
  }

  @Test
  void whereGoogleTakesNoMoreChangesEditsAreRejectedAtOnceAndReadingGoesOn() throws Exception {
    google.calendar(ada.googleCalendar());
    connect(ada);
    awaitSynced(ada);
    google.fault(
        """
        {"match":"events.insert","calendarId":"%s","status":403,"reason":"quotaExceeded","times":1}
        """
            .formatted(ada.googleCalendar()));
    CommandId refused = create(ada);
    awaitCommand(refused, "REJECTED", "quotaExceeded");
    CommandId notEvenTried = create(ada);
    awaitCommand(notEvenTried, "REJECTED", "quotaExceeded");

    assertThat(google.holds(ada.googleCalendar())).isEmpty();
    google.inserts(ada.googleCalendar(), "Lunch");
    push(ada.calendar());
    awaitMirrorEqualsGoogle(ada);
  }

  @Test
  @KnownBug(Complaint.QUOTA_STORM)
  void whenGoogleAsksForAPauseNobodyCallsBeforeItIsOver() throws Exception {
    Owned grace = new Owned();
    for (Owned owned : List.of(ada, grace)) {
      google.calendar(owned.googleCalendar());
      connect(owned);
      awaitSynced(owned);
    }
    google.fault(
        """
        {"match":"events.list","calendarId":"%s","status":429,"reason":"rateLimitExceeded",
         "retryAfter":3,"times":1}
        """
            .formatted(ada.googleCalendar()));
    push(ada.calendar());
    await().untilAsserted(() -> assertThat(outcomes("RateLimited")).isPositive());
    Instant told = Instant.now();
    google.inserts(ada.googleCalendar(), "Lunch");
    google.inserts(grace.googleCalendar(), "Dinner");
    push(ada.calendar());
    push(grace.calendar());
    awaitMirrorEqualsGoogle(grace);
    awaitMirrorEqualsGoogle(ada);

    assertThat(Duration.between(told, Instant.now())).isGreaterThan(Duration.ofMillis(2_500));
    assertThat(outcomes("RateLimited")).isEqualTo(1);
  }

  @Test
  void aCalendarWhoseEveryListEndsIn410IsLeftAloneForAWhile() throws Exception {
    google.calendar(ada.googleCalendar());
    google.fault(
        """
        {"match":"events.list","calendarId":"%s","status":410,"reason":"fullSyncRequired","times":0}
        """
            .formatted(ada.googleCalendar()));
    connect(ada);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            """
                            select resyncs from sync.calendar_sync
                             where calendar_id = ? and last_error like '%, again'
                               and due_at > now() + interval '30 s'
                            """)
                        .param(ada.calendar().value())
                        .query(Integer.class)
                        .optional())
                .hasValue(3));
  }

  /** P12's last clause in small: 120 calls a minute are 20 at once and one or so a second. */
  @Test
  void anAccountWithManyDirtyCalendarsDoesNotKeepOthersWaiting() throws Exception {
    List<Owned> hungry = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Owned next = new Owned(ada.account());
      google.calendar(next.googleCalendar());
      hungry.add(next);
      connect(next);
    }
    Owned grace = new Owned();
    google.calendar(grace.googleCalendar());
    google.inserts(grace.googleCalendar(), "Lunch");
    Instant asked = Instant.now();
    connect(grace);
    awaitMirrorEqualsGoogle(grace);

    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(hungry.stream().filter(this::isSynced).count()).isLessThan(60);
    assertThat(
            jdbc.sql("select max(attempts) from sync.calendar_sync where account_id = ?")
                .param(ada.account().value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  private JsonNode audit(Owned owned) {
    HttpResponse<String> response = post(owned.calendar().toString());
    assertThat(response.statusCode()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private HttpResponse<String> post(String calendar) {
    try {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://localhost:%d/actuator/audit/%s".formatted(port, calendar)))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void plant(String sql, String eventId) {
    assertThat(jdbc.sql(sql).param(eventId).update()).isEqualTo(1);
  }

  private double outcomes(String outcome) {
    return meters.find("calsync.google.requests").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private void connect(Owned owned) throws Exception {
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

  private void push(CalendarId calendar) throws Exception {
    kafka.send(Topics.NOTIFICATIONS, calendar.toString(), new byte[] {'{', '}'}).get();
  }

  private CommandId create(Owned owned) throws Exception {
    var id = new CommandId(UUID.randomUUID());
    var draft =
        new EventResource(
            Map.of(
                "summary", "Planning",
                "start", Map.of("dateTime", "2026-12-01T09:00:00Z"),
                "end", Map.of("dateTime", "2026-12-01T10:00:00Z")));
    var create = new Command.CreateEvent(id, owned.calendar(), owned.user(), "none", draft);
    kafka.send(Topics.COMMANDS, owned.calendar().toString(), json.writeValueAsBytes(create)).get();
    return id;
  }

  private void awaitCommand(CommandId command, String status, String reason) {
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            "select status || ' ' || reason from sync.command where command_id = ?")
                        .param(command.value())
                        .query(String.class)
                        .optional())
                .hasValue(status + " " + reason));
  }

  private void awaitSynced(Owned owned) {
    await().atMost(Duration.ofSeconds(20)).until(() -> isSynced(owned));
  }

  private boolean isSynced(Owned owned) {
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

  private void awaitMirrorEqualsGoogle(Owned owned) throws Exception {
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
  private record Owned(CalendarId calendar, AccountId account, UserId user, String googleCalendar) {
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
