package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whose right was narrowed to busy times sees nothing more of what was read before. */
class BusyTimesIntegrationTests extends Reading {
  @BeforeEach
  void rightIsNarrowedAfterATitleWasRead() {
    world.holds(
        work,
        Map.of(
            "id", "dentist",
            "etag", "\"1\"",
            "summary", "Secret",
            "description", "Secret",
            "location", "Secret",
            "attendees", List.of(Map.of("email", "Secret@example.com")),
            "conferenceData", Map.of("notes", "Secret"),
            "start", Map.of("dateTime", "2026-03-03T10:00:00+01:00"),
            "end", Map.of("dateTime", "2026-03-03T11:00:00+01:00")));
    world.commits(ada.user(), work, "Secret");
    assertThat(api.get(ada, MARCH).json().toString()).contains("Secret");
    jdbc.sql("update channel.calendar set access_role = 'freeBusyReader' where calendar_id = ?")
        .param(work.value())
        .update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MARCH,
        "/api/calendars/%s/events",
        "/api/calendars/%s/events/dentist",
        "/api/search?q=secret",
        "/api/changes"
      })
  void noTextIsRead(String path) {
    var answer = api.get(ada, path.replace("%s", work.toString()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().toString()).doesNotContainIgnoringCase("secret");
  }

  @Test
  void whenSomethingIsAndThatItChangedIsRead() {
    JsonNode shown = api.get(ada, MARCH).json().at("/occurrences/0");
    assertThat(shown.path("start").asString()).isEqualTo("2026-03-03T10:00:00+01:00");
    assertThat(shown.path("etag").asString()).isEqualTo("\"1\"");
    JsonNode change = api.get(ada, "/api/changes").json().at("/changes/0");
    assertThat(change.at("/event/id").asString()).isEqualTo("e1");
    assertThat(change.path("changed")).isEmpty();
  }
}
