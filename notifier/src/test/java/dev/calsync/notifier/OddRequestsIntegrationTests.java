package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no page of ours asks for is the asker's fault, and told so; the database sees none of it.
 */
class OddRequestsIntegrationTests extends Reading {
  /** A NUL, bytes that are no UTF-8, half a surrogate pair as UTF-8 may not have it. */
  @ParameterizedTest
  @ValueSource(strings = {"%00", "x%00", "%FF", "%ED%A0%80"})
  void oddTextInAnAddressIsRefusedWhereverItStands(String text) {
    String calendar = "/api/calendars/" + work + "/events";
    for (String path :
        new String[] {
          calendar + "?limit=" + text,
          calendar + "/" + text,
          "/api/calendars/" + text + "/events",
          "/api/calendars/" + text + "/events/single",
          "/api/commands/" + text,
          "/api/events?to=2026-03-08&from=" + text,
          "/api/events?from=2026-03-08&to=" + text,
          "/api/events?from=2026-03-01&to=2026-03-08&calendarId=" + text,
          "/api/changes?after=" + text,
          "/api/changes?limit=" + text,
          "/api/stream?lastEventId=" + text,
          "/api/search?q=a&limit=" + text,
        }) {
      assertThat(api.get(ada, path).status()).as(path).isIn(400, 404);
    }
    world.holds(work, event("single", "2026-03-03T10:00:00Z"));
    for (String parameter : new String[] {"scope", "sendUpdates", "commandId"}) {
      String path = event("single") + "?" + parameter + "=" + text;
      assertThat(api.write("DELETE", ada, path, "", "If-Match", "1").status())
          .as(path)
          .isEqualTo(400);
    }
    assertThat(api.get(ada, calendar + "?after=" + text).status()).isIn(200, 400);
    assertThat(api.get(ada, "/api/search?q=" + text).status()).isIn(200, 400);
    assertThat(api.get(ada, "/api/me?user=" + text).status()).isIn(400, 401);
  }

  @Test
  void mirrorGoesOnAfterAnIdAndNothingElse() {
    for (String after : new String[] {"%00", "a%00b", "%20", "x".repeat(1025)}) {
      Answer answer = api.get(ada, "/api/calendars/" + work + "/events?after=" + after);
      assertThat(answer.status()).as(after).isEqualTo(400);
      assertThat(answer.json().path("parameter").asString()).isEqualTo("after");
    }
    assertThat(api.get(ada, event("x".repeat(1025))).status()).isEqualTo(404);
  }

  @Test
  void cookieThatHasANulIsNoSession() {
    String cookie =
        Base64.getEncoder()
            .encodeToString((ada.sessionId() + "\0").getBytes(StandardCharsets.UTF_8));
    assertThat(api.get(null, "/api/me", "Cookie", "CALSYNC_SESSION=" + cookie).status())
        .isEqualTo(401);
  }

  /** No event that sync-worker takes is like this. */
  @Test
  void statementThatTheDatabaseRefusesIsNoOutage() {
    jdbc.sql(
            """
            insert into sync.event (calendar_id, event_id, resource, recurring, starts_at, ends_at,
                                    full_sync_gen)
            values (?, 'odd', '{"id":"odd","summary":"\\u0000"}', false, now(), now(), 0)
            """)
        .param(work.value())
        .update();
    Answer answer = api.get(ada, "/api/search?q=dentist");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.response().body()).doesNotContain("PSQL", "select");
  }
}
