package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Events and changes as the page and programs read them. */
class ReadsIntegrationTests extends Reading {
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
  void calendarWithTooManyOccurrencesTakesNoOthersPlace() {
    CalendarId crowded = world.calendar(ada, "reader");
    for (int i = 0; i < 11; i++) { // 2,000 of each are shown
      world.holds(
          crowded,
          Map.of(
              "id", "series" + i,
              "start", Map.of("dateTime", "2026-01-01T09:00:00Z"),
              "end", Map.of("dateTime", "2026-01-01T09:15:00Z"),
              "recurrence", List.of("RRULE:FREQ=HOURLY")));
    }
    assertLeftOut(crowded);
  }

  @Test
  void calendarWithTooManyEventsTakesNoOthersPlace() {
    CalendarId crowded = world.calendar(ada, "reader");
    jdbc.sql(
            """
            insert into sync.event (calendar_id, event_id, resource, recurring, starts_at, ends_at,
                                    full_sync_gen)
            select ?, 'e' || i, '{}', false, '2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z', 0
              from generate_series(0, 20000) as i
            """)
        .param(crowded.value())
        .update();
    assertLeftOut(crowded);
  }

  private void assertLeftOut(CalendarId crowded) {
    String year = "/api/events?from=2026-01-01&to=2026-12-31";
    world.holds(work, event("single", "2026-03-03T10:00:00Z"));
    JsonNode all = api.get(ada, year).json();
    assertThat(all.at("/occurrences/0/eventId").asString()).isEqualTo("single");
    assertThat(all.path("occurrences")).hasSize(1);
    assertThat(all.path("incomplete").valueStream().map(JsonNode::asString))
        .containsExactly(crowded.toString());
    assertThat(api.get(ada, year + "&calendarId=" + crowded).status()).isEqualTo(400);
    assertThat(api.get(ada, year + "&calendarId=" + work).json().path("incomplete")).isEmpty();
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
  void whoLacksChangesThatAreNotHeldAnyMoreIsToldThoughNothingFollows() {
    for (int i = 0; i < 4; i++) {
      world.commits(ada.user(), work, "c" + i);
    }
    forget("feed_seq > 0");
    assertThat(api.get(ada, "/api/changes?after=2").status()).isEqualTo(410);
    JsonNode upToDate = api.get(ada, "/api/changes?after=4").json();
    assertThat(upToDate.path("changes")).isEmpty();
    assertThat(upToDate.path("cursor").asLong()).isEqualTo(4);
    // The oldest that is held will be the next.
    assertThat(api.get(ada, "/api/changes").json().path("cursor").asLong()).isEqualTo(4);
  }

  @Test
  void pageEndsBeforeWhatIsNotHeldAnyMoreAndTheNextIsRefused() {
    for (int i = 0; i < 5; i++) {
      world.commits(ada.user(), work, "c" + i);
    }
    forget("feed_seq = 3");
    JsonNode page = api.get(ada, "/api/changes").json();
    assertThat(page.path("changes")).hasSize(2);
    assertThat(page.path("cursor").asLong()).isEqualTo(2);
    assertThat(api.get(ada, "/api/changes?after=2").status()).isEqualTo(410);
    assertThat(api.get(ada, "/api/changes?after=3").json().path("changes")).hasSize(2);
  }

  @Test
  void pageHasOneChangeAtLeastAndNoMoreThanMayBeInTheHeapAtOnce() {
    List.of(400_000, 400_000, 400_000, 2_000_000, 1)
        .forEach(size -> world.commits(ada.user(), work, "x".repeat(size)));
    var sizes = new ArrayList<Integer>();
    long cursor = 0;
    while (cursor < 5) {
      JsonNode page = api.get(ada, "/api/changes?limit=1000&after=" + cursor).json();
      sizes.add(page.path("changes").size());
      cursor = page.path("cursor").asLong();
    }
    assertThat(sizes).containsExactly(3, 1, 1);
    try (var stream = SseClient.open(port, ada.cookie(), "?lastEventId=0")) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stream.changes().equals(List.of(1L, 2L, 3L, 4L, 5L)));
    }
  }

  private void forget(String which) {
    jdbc.sql("delete from sync.change_log where user_id = ? and " + which)
        .param(ada.user().value())
        .update();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("events").valueStream().map(event -> event.path("id").asString()).toList();
  }
}
