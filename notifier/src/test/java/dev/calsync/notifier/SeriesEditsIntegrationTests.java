package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.JoinSeries;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.Api.Answer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Edits of parts of series: what is put on the way, and what is refused. */
class SeriesEditsIntegrationTests extends Editing {
  private static final String FOURTH = "series_20260305T090000Z";
  private static final String FIRST = "series_20260302T090000Z";

  @Test
  void whatFollowsAnInstanceIsASplitOfItsSeries() {
    holdsSeries();
    Answer answer = patches(FOURTH + "?scope=following", "{\"summary\":\"Sit-down\"}");
    assertThat(sent(answer))
        .isInstanceOfSatisfying(
            SplitSeries.class,
            split -> {
              assertThat(split.eventId().value()).isEqualTo("series");
              assertThat(split.ifMatch()).isEqualTo("\"1\"");
              assertThat(split.from()).isEqualTo("2026-03-05T09:00:00Z");
              assertThat(split.remaining())
                  .containsExactly("RRULE:FREQ=DAILY;UNTIL=20260305T085959Z");
              assertThat(split.event())
                  .isNotNull()
                  .extracting(EventResource::fields, InstanceOfAssertFactories.MAP)
                  .containsEntry("summary", "Sit-down")
                  .containsEntry("recurrence", List.of("RRULE:FREQ=DAILY"));
            });
  }

  @Test
  void removingWhatFollowsAnInstanceEndsItsSeries() {
    holdsSeries();
    assertThat(sent(deletes(FOURTH + "?scope=following")))
        .isInstanceOfSatisfying(
            SplitSeries.class,
            split -> {
              assertThat(split.event()).isNull();
              assertThat(split.remaining())
                  .containsExactly("RRULE:FREQ=DAILY;UNTIL=20260305T085959Z");
            });
  }

  @Test
  void whatFollowsTheFirstInstanceIsTheWholeSeries() {
    holdsSeries();
    assertThat(sent(deletes(FIRST + "?scope=following")))
        .isInstanceOfSatisfying(
            DeleteEvent.class,
            delete -> {
              assertThat(delete.eventId().value()).isEqualTo("series");
              assertThat(delete.scope()).isEqualTo(Scope.ALL);
            });
    assertThat(sent(patches(FIRST + "?scope=following", "{\"summary\":\"x\"}")))
        .isInstanceOfSatisfying(
            UpdateEvent.class, update -> assertThat(update.eventId().value()).isEqualTo("series"));
  }

  @Test
  void allOfAnInstancesSeriesMovesByAsMuch() {
    holdsSeries();
    Answer answer =
        patches(
            FOURTH + "?scope=all",
            "{\"start\":{\"dateTime\":\"2026-03-05T10:30:00Z\"},"
                + "\"end\":{\"dateTime\":\"2026-03-05T12:00:00Z\"}}");
    assertThat(sent(answer))
        .isInstanceOfSatisfying(
            UpdateEvent.class,
            update -> {
              assertThat(update.eventId().value()).isEqualTo("series");
              assertThat(update.scope()).isEqualTo(Scope.ALL);
              assertThat(update.event().object("start"))
                  .containsEntry("dateTime", "2026-03-02T10:30:00Z")
                  .containsEntry("timeZone", "UTC");
              assertThat(update.event().object("end"))
                  .containsEntry("dateTime", "2026-03-02T12:00:00Z");
            });
  }

  @Test
  void aSeriesThatEndsWithTheLastYearMovesAndEndsThereStill() {
    world.holds(
        work,
        Map.of(
            "id", "days",
            "organizer", Map.of("self", true),
            "start", Map.of("date", "2026-03-02"),
            "end", Map.of("date", "2026-03-03"),
            "recurrence", List.of("RRULE:FREQ=DAILY;UNTIL=99991231")));
    assertThat(sent(patches("days_20260305?scope=all", "{\"start\":{\"date\":\"2026-03-06\"}}")))
        .isInstanceOfSatisfying(
            UpdateEvent.class,
            update ->
                assertThat(update.event().fields())
                    .containsEntry("recurrence", List.of("RRULE:FREQ=DAILY;UNTIL=99991231")));
  }

  @Test
  void aSeriesIsNotMovedToWhereNoEventCanBe() {
    holdsSeries();
    String dawn = "{\"start\":{\"dateTime\":\"0001-01-01T09:00:00Z\"}}";
    Answer refused = patches(FOURTH + "?scope=all", dawn);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("parameter").asString()).isEqualTo("start");
    Answer late = patches(FOURTH, "{\"end\":{\"dateTime\":\"+10000-01-01T09:00:00Z\"}}");
    assertThat(late.status()).isEqualTo(400);
    assertThat(late.json().path("parameter").asString()).isEqualTo("end");
  }

  @Test
  void aCutIsTakenBackUnderTheVersionsOfBothHalves() {
    holdsSeries();
    world.holds(
        work,
        Map.of(
            "id", "second",
            "organizer", Map.of("self", true),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
    String following = ",\"following\":{\"id\":\"second\",\"etag\":\"\\\"7\\\"\"}}";
    assertThat(sent(joins("{\"recurrence\":[\"RRULE:FREQ=WEEKLY\"]" + following)))
        .isInstanceOfSatisfying(
            JoinSeries.class,
            join -> {
              assertThat(join.eventId().value()).isEqualTo("series");
              assertThat(join.ifMatch()).isEqualTo("\"1\"");
              assertThat(join.recurrence()).containsExactly("RRULE:FREQ=WEEKLY");
              assertThat(join.remaining()).containsExactly("RRULE:FREQ=DAILY");
              assertThat(join.following().value()).isEqualTo("second");
              assertThat(join.followingIfMatch()).isEqualTo("\"7\"");
            });
    assertThat(joins("{\"recurrence\":[]" + following).status()).isEqualTo(400);
    assertThat(joins("{\"recurrence\":[\"RRULE:FREQ=WEEKLY\"]}").status()).isEqualTo(400);
  }

  private Answer joins(String body) {
    return api.write("POST", ada, events + "/series/join", body, "If-Match", "\"1\"");
  }

  @Test
  void anInstanceWhoseSeriesIsNotHeldCanOnlyBeMeantAlone() {
    world.holds(
        work,
        Map.of(
            "id", "alone_20260305T090000Z",
            "recurringEventId", "alone",
            "originalStartTime", Map.of("dateTime", "2026-03-05T09:00:00Z"),
            "start", Map.of("dateTime", "2026-03-05T09:00:00Z"),
            "end", Map.of("dateTime", "2026-03-05T10:00:00Z")));
    String instance = "alone_20260305T090000Z";
    assertThat(deletes(instance + "?scope=all").status()).isEqualTo(400);
    assertThat(deletes(instance + "?scope=following").status()).isEqualTo(400);
    assertThat(deletes(instance).status()).isEqualTo(202);
  }

  @Test
  void anInstanceHasNoRecurrence() {
    holdsSeries();
    Answer refused = patches(FOURTH, "{\"recurrence\":[\"RRULE:FREQ=DAILY\"]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("parameter").asString()).isEqualTo("recurrence");
  }

  @Test
  void aGuestCannotCutASeriesInTwo() {
    world.holds(
        work,
        Map.of(
            "id", "theirs",
            "organizer", Map.of("email", "x@example.com"),
            "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
            "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
            "recurrence", List.of("RRULE:FREQ=DAILY")));
    Answer refused = deletes("theirs_20260305T090000Z?scope=following");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("readOnlyBecause").asString()).isEqualTo("guest");
    assertThat(patches("theirs_20260305T090000Z?scope=following", "{\"colorId\":\"1\"}").status())
        .isEqualTo(403);
    assertThat(deletes("theirs_20260305T090000Z?scope=this").status()).isEqualTo(202);
  }
}
