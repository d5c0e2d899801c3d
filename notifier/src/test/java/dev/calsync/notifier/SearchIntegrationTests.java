package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Events are found by their words, whenever they are. */
class SearchIntegrationTests extends Reading {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @Test
  void whatIsToComeStandsBeforeWhatIsOver() {
    world.holds(work, titled("past", "Dentist", today.minusDays(3)));
    world.holds(work, titled("longPast", "Dentist", today.minusYears(3)));
    world.holds(work, titled("soon", "The DENTIST again", today.plusDays(2)));
    world.holds(work, titled("later", "Dentist", today.plusYears(2)));
    world.holds(work, titled("other", "Doctor", today));
    assertThat(found("dentist")).containsExactly("soon", "later", "past", "longPast");
    assertThat(found("again dentist")).containsExactly("soon");
    assertThat(found("dentists")).isEmpty();
  }

  @Test
  void placeDescriptionAndGuestsAreSearchedAndNothingElseIs() {
    world.holds(
        work,
        Map.of(
            "id", "full",
            "summary", "Ü 100% _real_",
            "location", "Hall 7",
            "description", "Bring \\ the plans",
            "attendees", List.of(Map.of("email", "noor@example.com", "displayName", "Noor N.")),
            "start", Map.of("date", today.toString()),
            "end", Map.of("date", today.plusDays(1).toString())));
    for (String words :
        List.of("hall 7", "plans", "NOOR", "noor@example", "ü", "100%", "_real_", "\\")) {
      assertThat(found(words)).as(words).containsExactly("full");
    }
    for (String words : List.of("displayName", "email", "1%0", "date", "_unreal", "'")) {
      assertThat(found(words)).as(words).isEmpty();
    }
  }

  @Test
  void ofASeriesTheNextOccurrenceIsFoundAndNotTheOneThatWasCancelled() {
    LocalDate first = today.minusDays(10);
    LocalDate next = today.plusDays(1);
    world.holds(
        work,
        Map.of(
            "id", "series",
            "summary", "Stand-up",
            "start", Map.of("date", first.toString()),
            "end", Map.of("date", first.plusDays(1).toString()),
            "recurrence", List.of("RRULE:FREQ=DAILY;INTERVAL=11")));
    assertThat(found("stand-up")).containsExactly(instance("series", next));

    world.holds(
        work,
        Map.of(
            "id",
            instance("series", next),
            "status",
            "cancelled",
            "recurringEventId",
            "series",
            "originalStartTime",
            Map.of("date", next.toString())));
    assertThat(found("stand-up")).containsExactly(instance("series", next.plusDays(11)));
  }

  @Test
  void instanceWithOtherWordsIsNotFoundByThoseOfItsSeries() {
    LocalDate next = today.plusDays(1);
    world.holds(work, series("daily", "Stand-up", next, "DAILY"));
    world.holds(work, exception("daily", next, "Retro"));
    world.holds(work, exception("daily", next.plusDays(1), "Long stand-up"));
    assertThat(found("retro")).containsExactly(instance("daily", next));
    assertThat(found("stand-up")).containsExactly(instance("daily", next.plusDays(1)));
  }

  @Test
  void seriesIsFoundHoweverLongAgoItEndedOrHoweverLateItBegins() {
    world.holds(work, series("over", "Choir", today.minusYears(9), "WEEKLY;COUNT=3"));
    world.holds(work, series("late", "Choir", today.plusYears(9), "DAILY"));
    assertThat(found("choir"))
        .containsExactly(
            instance("late", today.plusYears(9)),
            instance("over", today.minusYears(9).plusWeeks(2)));
  }

  @Test
  void nextOfASeriesIsFoundHoweverManyOfItAreOver() {
    var hourly = new HashMap<>(series("hourly", "Backup", today.minusYears(3), "HOURLY"));
    hourly.put("start", Map.of("dateTime", today.minusYears(3) + "T00:00:00Z", "timeZone", "UTC"));
    hourly.put("end", Map.of("dateTime", today.minusYears(3) + "T01:00:00Z", "timeZone", "UTC"));
    world.holds(work, hourly);
    String found = found("backup").getFirst();
    assertThat(found).startsWith("hourly_" + today.toString().replace("-", ""));
  }

  private static Map<String, Object> series(
      String id, String summary, LocalDate first, String frequency) {
    var series = new HashMap<>(titled(id, summary, first));
    series.put("recurrence", List.of("RRULE:FREQ=" + frequency));
    return series;
  }

  private static Map<String, Object> exception(String series, LocalDate day, String summary) {
    var exception = new HashMap<>(titled(instance(series, day), summary, day));
    exception.put("recurringEventId", series);
    exception.put("originalStartTime", Map.of("date", day.toString()));
    return exception;
  }

  @Test
  void anothersEventsAreNotFound() {
    Person mallory = world.person();
    CalendarId hers = world.calendar(mallory, "owner");
    world.holds(hers, titled("secret", "Dentist", today));
    assertThat(found("dentist")).isEmpty();
  }

  @Test
  void eventsOfACalendarThatGoogleTookAwayAreNotFound() {
    world.holds(work, titled("mine", "Dentist", today));
    assertThat(found("dentist")).containsExactly("mine");
    jdbc.sql("update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?")
        .param(work.value())
        .update();
    assertThat(found("dentist")).isEmpty();
  }

  @Test
  void answerSaysWhetherThereAreMore() {
    for (int i = 0; i < 5; i++) {
      world.holds(work, titled("e" + i, "Dentist", today.plusDays(i)));
    }
    JsonNode some = api.get(ada, "/api/search?q=dentist&limit=3").json();
    assertThat(some.path("occurrences").size()).isEqualTo(3);
    assertThat(some.path("more").asBoolean()).isTrue();
    assertThat(api.get(ada, "/api/search?q=dentist&limit=5").json().path("more").asBoolean())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?q=",
        "?q=%20",
        "?q=%00",
        "?q=a+b+c+d+e+f+g+h+i+j+k",
        "?q=a&limit=0",
        "?q=a&limit=101",
        "?q=a&limit=x"
      })
  void badSearchIsNamed(String query) {
    Answer answer = api.get(ada, "/api/search" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asString()).containsAnyOf("q", "limit");
  }

  private List<String> found(String words) {
    return api.get(ada, "/api/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
        .json()
        .path("occurrences")
        .valueStream()
        .map(occurrence -> occurrence.path("eventId").asString())
        .toList();
  }

  private static Map<String, Object> titled(String id, String summary, LocalDate day) {
    return Map.of(
        "id",
        id,
        "summary",
        summary,
        "start",
        Map.of("date", day.toString()),
        "end",
        Map.of("date", day.plusDays(1).toString()));
  }

  private static String instance(String series, LocalDate day) {
    return series + "_" + day.toString().replace("-", "");
  }
}
