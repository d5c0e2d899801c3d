package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read nothing, and what every answer says to the browser. */
class AccessIntegrationTests extends Reading {
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
        "update channel.calendar set listed = false where calendar_id = :calendar",
        "update channel.calendar set selected = false where calendar_id = :calendar",
        "update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = :calendar",
        "update channel.account set state = 'DISCONNECTED' where account_id = :account"
      })
  void eventThatWasEditedIsNotToldOnceItsCalendarIsTakenAway(String takenAway) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status, event)
            values (?, ?, ?, '{}', 'APPLIED', '{"id": "e1", "summary": "secret"}')
            """)
        .params(id, work.value(), ada.user().value())
        .update();
    String path = "/api/commands/" + id;
    assertThat(api.get(ada, path).json().at("/event/summary").asString()).isEqualTo("secret");
    jdbc.sql(takenAway).param("calendar", work.value()).param("account", ada.account()).update();
    Answer outcome = api.get(ada, path);
    assertThat(outcome.json().path("status").asString()).isEqualTo("APPLIED");
    assertThat(outcome.json().path("event").isNull()).isTrue();
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

  /** While the database is away, the page itself is there to say so. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/accounts", "/js/main.js", "/calsync.css", "/icon.svg"})
  void forThePageAndItsFilesNoSessionIsLookedUp(String path) {
    long before = System.currentTimeMillis() - 60_000;
    jdbc.sql("update session.spring_session set last_access_time = ?").param(before).update();
    assertThat(api.get(ada, path).status()).isEqualTo(200);
    assertThat(lastUseOfASession()).isEqualTo(before);
    api.get(ada, "/api/me");
    assertThat(lastUseOfASession()).isGreaterThan(before);
  }

  private long lastUseOfASession() {
    return jdbc.sql("select max(last_access_time) from session.spring_session")
        .query(Long.class)
        .single();
  }

  /** A page that is still open when its reader has left and somebody else has signed in. */
  @Test
  void whatIsMeantForSomebodyElseIsRefused() {
    String me = ada.user().toString();
    String other = world.person().user().toString();
    assertThat(api.get(ada, "/api/me", "X-Calsync-User", me).status()).isEqualTo(200);
    assertThat(api.get(ada, "/api/me", "X-Calsync-User", other).status()).isEqualTo(401);
    assertThat(api.get(ada, MARCH, "X-Calsync-User", other).status()).isEqualTo(401);
    assertThat(api.get(ada, "/api/stream?user=" + other).status()).isEqualTo(401);
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
  @ValueSource(
      strings = {
        "/",
        "/accounts",
        "/js/main.js",
        "/calsync.css",
        "/webjars/fullcalendar/index.global.min.js",
        "/api/me",
        "/api/calendars",
        "/api/nothing",
        "/nothing"
      })
  void everyAnswerCarriesTheStrictHeaders(String path) {
    assertStrict(api.get(ada, path).response());
  }

  @Test
  void streamCarriesTheStrictHeadersWhetherItIsGivenOrNot() {
    try (var open = SseClient.open(port, ada.cookie(), "");
        var refused = SseClient.open(port, ada.cookie(), "?lastEventId=x");
        var unknown = SseClient.open(port, "a=b", "")) {
      assertThat(List.of(open, refused, unknown))
          .extracting(stream -> stream.response().statusCode())
          .containsExactly(200, 400, 401);
      assertThat(List.of(open, refused, unknown))
          .allSatisfy(stream -> assertStrict(stream.response()));
    }
  }

  @Test
  void everyRefusalCarriesTheStrictHeaders() throws Exception {
    var chunked =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/me"))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1])));
    List<HttpResponse<String>> refused =
        List.of(
            api.get(ada, "/api/me;x").response(),
            api.get(ada, "/api/changes?after=x").response(),
            api.get(null, "/api/me").response(),
            api.get(ada, "/api/me", "Sec-Fetch-Site", "cross-site").response(),
            api.forge("POST", ada, "/api/me", "{}").response(),
            api.get(ada, "/api/commands/" + UUID.randomUUID()).response(),
            api.write("POST", ada, "/api/me", "{}").response(),
            HttpClient.newHttpClient().send(chunked.build(), BodyHandlers.ofString()),
            api.write("POST", ada, "/api/me", "x".repeat(100_000)).response());
    assertThat(refused)
        .extracting(HttpResponse::statusCode)
        .containsExactly(400, 400, 401, 403, 403, 404, 405, 411, 413);
    assertThat(refused).allSatisfy(AccessIntegrationTests::assertStrict);
  }

  private static void assertStrict(HttpResponse<?> response) {
    HttpHeaders headers = response.headers();
    assertThat(headers.allValues("Content-Security-Policy"))
        .singleElement(STRING)
        .startsWith("default-src 'none'; script-src 'self'; ")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
  }

  @Test
  void anAddressThatLeadsNowhereIsToldOfToPeopleAndProgramsAlike() {
    String browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    Answer page = api.get(null, "/nothing", "Accept", browser);
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.response().body()).contains("To your calendar");
    assertThat(api.get(null, "/accounts/", "Accept", browser).status()).isEqualTo(200);

    for (Answer problem :
        List.of(
            api.get(null, "/nothing", "Accept", "*/*"),
            api.get(ada, "/api/nothing", "Accept", browser))) {
      assertThat(problem.status()).isEqualTo(404);
      assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
    }
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
}
