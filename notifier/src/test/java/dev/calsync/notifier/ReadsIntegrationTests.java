package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.JsonNode;

/** What the page and programs read, and what they may not. */
@NotifierTest
class ReadsIntegrationTests {
  private static final String MARCH = "/api/events?from=2026-03-01T00:00:00%2B01:00&to=2026-03-08";

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;

  private World world;
  private Api api;
  private Person ada;
  private CalendarId work;

  @BeforeEach
  void signIn() {
    world = new World(jdbc, kafka, sessions);
    api = new Api(port);
    ada = world.person();
    work = world.calendar(ada, "owner");
  }

  @Test
  void meTellsWhoIAmAndMyAccounts() {
    JsonNode me = api.get(ada, "/api/me").json();
    assertThat(me.path("userId").asString()).isEqualTo(ada.user().toString());
    assertThat(me.at("/accounts/0/id").asString()).isEqualTo(ada.account().toString());
    assertThat(me.at("/accounts/0/state").asString()).isEqualTo("CONNECTED");
  }

  @Test
  @KnownBug(Complaint.NO_SIGN_OF_HEALTH)
  void calendarsComeWithTheirHealth() {
    JsonNode calendar = api.get(ada, "/api/calendars").json().at("/calendars/0");
    assertThat(calendar.path("id").asString()).isEqualTo(work.toString());
    assertThat(calendar.path("writable").asBoolean()).isTrue();
    assertThat(calendar.at("/health/state").asString()).isEqualTo("LIVE");
    assertThat(calendar.at("/health/lastSyncedAt").asString()).startsWith("20");
    assertThat(calendar.has("userId")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?, ACCESS_LOST",
    "update sync.calendar_sync set full_sync_since = now() where calendar_id = ?, SYNCING",
    "update sync.calendar_sync set last_synced_at = null where calendar_id = ?, SYNCING",
    "delete from sync.calendar_sync where calendar_id = ?, SYNCING",
    "delete from channel.watch_channel where calendar_id = ?, POLLING",
    "update channel.calendar set watched_until = null where calendar_id = ?, POLLING",
    "update channel.account set state = 'NEEDS_REAUTHORIZATION' where account_id ="
        + " (select account_id from channel.calendar where calendar_id = ?), NEEDS_REAUTHORIZATION",
  })
  @KnownBug({
    Complaint.GRANT_DIES_UNTOLD,
    Complaint.NO_SIGN_OF_HEALTH,
    Complaint.UNWATCHABLE_SHOWN_BROKEN,
    Complaint.SET_UP_IS_GUESSWORK
  })
  void healthTellsHowACalendarFares(String happened, String state) {
    jdbc.sql(happened).param(work.value()).update();
    assertThat(api.get(ada, "/api/calendars").json().at("/calendars/0/health/state").asString())
        .isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"listed", "selected"})
  void calendarNotListedOrSelectedIsNotShown(String column) {
    jdbc.sql("update channel.calendar set " + column + " = false where calendar_id = ?")
        .param(work.value())
        .update();
    assertThat(api.get(ada, "/api/calendars").json().path("calendars")).isEmpty();
    assertThat(api.get(ada, MARCH).json().path("occurrences")).isEmpty();
  }

  @Test
  void eventsAreUnrolledAndCarryTheCursor() {
    world.commits(ada.user(), work, "one");
    world.holds(work, event("single", "2026-03-03T10:00:00+01:00"));
    world.holds(
        work,
        Map.of(
            "id", "series",
            "etag", "\"7\"",
            "summary", "Stand-up",
            "organizer", Map.of("self", true),
            "start", Map.of("dateTime", "2026-03-02T09:00:00+01:00", "timeZone", "Europe/Berlin"),
            "end", Map.of("dateTime", "2026-03-02T09:15:00+01:00", "timeZone", "Europe/Berlin"),
            "recurrence", List.of("RRULE:FREQ=DAILY;COUNT=3")));
    world.holds(
        work,
        Map.of(
            "id", "series_20260303T080000Z",
            "status", "cancelled",
            "recurringEventId", "series",
            "originalStartTime", Map.of("dateTime", "2026-03-03T09:00:00+01:00")));
    JsonNode snapshot = api.get(ada, MARCH).json();
    assertThat(snapshot.path("cursor").asLong()).isEqualTo(1);
    assertThat(snapshot.path("occurrences").valueStream().map(o -> o.path("eventId").asString()))
        .containsExactly("series_20260302T080000Z", "single", "series_20260304T080000Z");
    JsonNode first = snapshot.at("/occurrences/0");
    assertThat(first.path("recurringEventId").asString()).isEqualTo("series");
    assertThat(first.path("originalStart").asString()).isEqualTo("2026-03-02T09:00:00+01:00");
    assertThat(first.path("editable").asBoolean()).isTrue();
    assertThat(first.path("etag").asString()).isEqualTo("\"7\"");
  }

  @Test
  @KnownBug(Complaint.OFF_BY_A_DAY)
  void hiddenEventHasNoSummary() {
    world.holds(
        work,
        Map.of(
            "id",
            "private",
            "visibility",
            "private",
            "start",
            Map.of("date", "2026-03-03"),
            "end",
            Map.of("date", "2026-03-04")));
    JsonNode occurrence = api.get(ada, MARCH).json().at("/occurrences/0");
    assertThat(occurrence.path("summary").isNull()).isTrue();
    assertThat(occurrence.path("allDay").asBoolean()).isTrue();
    assertThat(occurrence.path("start").asString()).isEqualTo("2026-03-03");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-03-01, to",
    "to=2026-03-01, from",
    "from=x&to=2026-03-01, from",
    "from=2026-03-01&to=yesterday, to",
    "from=2026-03-02&to=2026-03-01, to",
    "from=2026-01-01&to=2027-03-01, to",
    "from=0001-01-01&to=0001-01-02, from",
    "from=2026-03-01&to=2026-03-02&calendarId=1, calendarId",
  })
  void badWindowIsNamed(String query, String parameter) {
    Answer answer = api.get(ada, "/api/events?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asString()).contains(parameter);
  }

  @Test
  void mirrorIsReadPageByPage() {
    Stream.of("b", "a", "c", "B", "_")
        .forEach(id -> world.holds(work, event(id, "2026-03-03T10:00:00Z")));
    String path = "/api/calendars/" + work + "/events?limit=2";
    JsonNode first = api.get(ada, path).json();
    assertThat(ids(first)).containsExactly("B", "_");
    JsonNode second = api.get(ada, path + "&after=" + first.path("next").asString()).json();
    assertThat(ids(second)).containsExactly("a", "b");
    JsonNode third = api.get(ada, path + "&after=" + second.path("next").asString()).json();
    assertThat(ids(third)).containsExactly("c");
    assertThat(third.path("next").isNull()).isTrue();
  }

  @Test
  void eventIsAsHeldUnknownFieldsIncluded() {
    world.holds(work, Map.of("id", "odd", "zzz", Map.of("n", 1), "summary", "x"));
    assertThat(api.get(ada, event("odd")).response().body())
        .contains("\"zzz\":{\"n\":1}")
        .contains("\"id\":\"odd\"");
  }

  @Test
  @KnownBug(Complaint.OFF_BY_A_DAY)
  void instanceWithoutAResourceOfItsOwnIsMadeFromItsSeries() {
    world.holds(
        work,
        Map.of(
            "id", "series",
            "summary", "Stand-up",
            "start", Map.of("dateTime", "2026-03-02T09:00:00+01:00", "timeZone", "Europe/Berlin"),
            "end", Map.of("dateTime", "2026-03-02T09:15:00+01:00", "timeZone", "Europe/Berlin"),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
    JsonNode instance = api.get(ada, event("series_20260701T070000Z")).json();
    assertThat(instance.path("recurringEventId").asString()).isEqualTo("series");
    assertThat(instance.at("/start/dateTime").asString()).isEqualTo("2026-07-01T09:00:00+02:00");
    assertThat(instance.has("recurrence")).isFalse();
    assertThat(api.get(ada, event("series_20260701T071500Z")).status()).isEqualTo(404);
    assertThat(api.get(ada, event("series_99999999T999999Z")).status()).isEqualTo(404);
  }

  @Test
  void changesAreReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      world.commits(ada.user(), work, "c" + i);
    }
    JsonNode page = api.get(ada, "/api/changes?after=1&limit=2").json();
    assertThat(page.at("/changes/0/feedSeq").asLong()).isEqualTo(2);
    assertThat(page.at("/changes/0/event/summary").asString()).isEqualTo("c1");
    assertThat(page.path("cursor").asLong()).isEqualTo(3);
    assertThat(api.get(ada, "/api/changes?after=5").json().path("cursor").asLong()).isEqualTo(5);
    assertThat(api.get(ada, "/api/changes?after=6").status()).isEqualTo(410);
    assertThat(api.get(ada, "/api/changes?after=x").status()).isEqualTo(400);
    assertThat(api.get(ada, "/api/changes?after=-1").status()).isEqualTo(400);
    assertThat(api.get(ada, "/api/changes?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void nothingOfAnothersIsFound() {
    Person grace = world.person();
    world.holds(work, event("single", "2026-03-03T10:00:00+01:00"));
    world.commits(ada.user(), work, "secret");
    for (String path :
        List.of(
            MARCH + "&calendarId=" + work,
            "/api/calendars/" + work + "/events",
            event("single"),
            "/api/calendars/" + UUID.randomUUID() + "/events",
            "/api/commands/" + UUID.randomUUID())) {
      assertThat(api.get(grace, path).status()).as(path).isEqualTo(404);
    }
    assertThat(api.get(grace, MARCH).json().path("occurrences")).isEmpty();
    assertThat(api.get(grace, "/api/changes").json().path("changes")).isEmpty();
    assertThat(api.get(grace, "/api/calendars").json().path("calendars")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/me",
        "/api/calendars",
        "/api/events?from=2026-03-01&to=2026-03-02",
        "/api/changes",
        "/api/stream",
        "/api/commands/1",
        "/api/nothing"
      })
  void withoutASessionNothingIsRead(String path) {
    Answer answer = api.get(null, path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void anotherSiteReadsNothing() {
    assertThat(api.get(ada, "/api/me", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(api.get(ada, "/api/stream", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(
            api.get(ada, "/api/me", "Origin", "https://evil.example")
                .header("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/me", "/webjars/fullcalendar/index.global.min.js", "/api/nothing"})
  void everyAnswerCarriesTheStrictHeaders(String path) {
    Answer answer = api.get(ada, path);
    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; ")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @Test
  void theCalendarsScriptIsPublicAndMayBeKept() {
    Answer answer = api.get(null, "/webjars/fullcalendar/index.global.min.js");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.header("Last-Modified")).isNotEmpty();
  }

  @Test
  void whatIsReadIsNotKeptByTheBrowser() {
    Answer answer = api.get(ada, "/api/me");
    assertThat(answer.header("Cache-Control"))
        .as("%s", answer.response().headers())
        .contains("no-store");
  }

  private String event(String id) {
    return "/api/calendars/" + work + "/events/" + id;
  }

  private static Map<String, Object> event(String id, String start) {
    return Map.of(
        "id",
        id,
        "etag",
        "\"1\"",
        "summary",
        "Event " + id,
        "start",
        Map.of("dateTime", start),
        "end",
        Map.of("dateTime", start));
  }

  private static List<String> ids(JsonNode page) {
    return page.path("events").valueStream().map(event -> event.path("id").asString()).toList();
  }
}
