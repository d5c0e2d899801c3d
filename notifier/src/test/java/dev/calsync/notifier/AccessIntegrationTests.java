package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
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
