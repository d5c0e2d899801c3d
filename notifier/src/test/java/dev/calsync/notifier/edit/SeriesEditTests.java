package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an edit made on one instance means for its series. */
class SeriesEditTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final Map<String, Object> STAND_UP =
      Map.of(
          "id", "series",
          "summary", "Stand-up",
          "start", Map.of("dateTime", "2026-03-02T09:00:00+01:00", "timeZone", "Europe/Berlin"),
          "end", Map.of("dateTime", "2026-03-02T09:15:00+01:00", "timeZone", "Europe/Berlin"),
          "recurrence", List.of("RRULE:FREQ=DAILY;COUNT=60"));

  private static final Map<String, Object> FAIR =
      Map.of(
          "id", "series",
          "start", Map.of("date", "2026-03-02"),
          "end", Map.of("date", "2026-03-04"),
          "recurrence", List.of("RRULE:FREQ=WEEKLY;BYDAY=MO"));

  @Test
  void theWholeSeriesMovesByTheClockAsMuchAsTheInstanceDid() {
    var moved =
        instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00")
            .all(times("2026-04-01T10:30:00+02:00", "2026-04-01T11:30:00+02:00"));
    assertThat(moved.object("start"))
        .containsEntry("dateTime", "2026-03-02T10:30:00+01:00")
        .containsEntry("timeZone", "Europe/Berlin");
    assertThat(moved.object("end")).containsEntry("dateTime", "2026-03-02T11:30:00+01:00");
  }

  @Test
  void anInstanceThatHadBeenMovedMovesItsSeriesByWhatIsNew() {
    var edit =
        exception(
            STAND_UP,
            "2026-03-04T09:00:00+01:00",
            "2026-03-04T12:00:00+01:00",
            "2026-03-04T12:15:00+01:00");
    var moved = edit.all(times("2026-03-04T13:00:00+01:00", "2026-03-04T13:15:00+01:00"));
    assertThat(moved.object("start")).containsEntry("dateTime", "2026-03-02T10:00:00+01:00");
  }

  @Test
  void whoSaysNothingOfTimeLeavesItToTheSeries() {
    EventResource change = new EventResource(Map.of("summary", "Sit-down"));
    var edit = instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00");
    assertThat(edit.all(change)).isEqualTo(change);
  }

  @Test
  void anotherEndStretchesTheWholeSeries() {
    var longer =
        instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00")
            .all(change("end", Map.of("dateTime", "2026-04-01T10:00:00+02:00")));
    assertThat(longer.object("start")).containsEntry("dateTime", "2026-03-02T09:00:00+01:00");
    assertThat(longer.object("end")).containsEntry("dateTime", "2026-03-02T10:00:00+01:00");
  }

  @Test
  void daysMoveByDaysAndTheirRuleWithThem() {
    var moved =
        instance(FAIR, "2026-03-30", "2026-04-01")
            .all(change("start", Map.of("date", "2026-03-31")));
    assertThat(moved.object("start")).containsEntry("date", "2026-03-03");
    assertThat(moved.object("end")).containsEntry("date", "2026-03-05");
    assertThat(moved.fields()).containsEntry("recurrence", List.of("RRULE:FREQ=WEEKLY;BYDAY=TU"));
  }

  @Test
  void wholeDaysBecomeTimesInTheCalendarsZone() {
    var moved =
        instance(FAIR, "2026-03-30", "2026-04-01")
            .all(times("2026-03-30T08:00:00+02:00", "2026-03-30T09:00:00+02:00"));
    assertThat(moved.object("start"))
        .containsEntry("dateTime", "2026-03-02T08:00:00+01:00")
        .containsEntry("timeZone", "Europe/Berlin");
  }

  @Test
  void anotherZoneIsTheSeriesNewZone() {
    var moved =
        instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00")
            .all(
                change(
                    "start",
                    Map.of(
                        "dateTime", "2026-04-01T09:00:00-04:00", "timeZone", "America/New_York")));
    assertThat(moved.object("start"))
        .containsEntry("dateTime", "2026-03-02T09:00:00-05:00")
        .containsEntry("timeZone", "America/New_York");
  }

  @Test
  void whatFollowsBeginsAtTheInstanceWithWhatIsLeft() {
    var edit = instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00");
    var following = edit.following(change("summary", "Sit-down"));
    assertThat(edit.isOfAll()).isFalse();
    assertThat(edit.from()).isEqualTo("2026-04-01T07:00:00Z");
    assertThat(edit.remaining()).containsExactly("RRULE:FREQ=DAILY;UNTIL=20260401T065959Z");
    assertThat(following.fields()).containsEntry("summary", "Sit-down");
    assertThat(following.object("start"))
        .containsEntry("dateTime", "2026-04-01T09:00:00+02:00")
        .containsEntry("timeZone", "Europe/Berlin");
    assertThat(following.object("end")).containsEntry("dateTime", "2026-04-01T09:15:00+02:00");
    assertThat(following.fields())
        .containsEntry("recurrence", List.of("RRULE:FREQ=DAILY;COUNT=30"));
  }

  @Test
  void whatFollowsBeginsWhereTheInstanceWasMoved() {
    var edit = instance(FAIR, "2026-03-30", "2026-04-01");
    var following = edit.following(change("start", Map.of("date", "2026-04-02")));
    assertThat(edit.from()).isEqualTo("2026-03-30");
    assertThat(edit.remaining()).containsExactly("RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260329");
    assertThat(following.object("start")).containsEntry("date", "2026-04-02");
    assertThat(following.object("end")).containsEntry("date", "2026-04-04");
    assertThat(following.fields())
        .containsEntry("recurrence", List.of("RRULE:FREQ=WEEKLY;BYDAY=TH"));
  }

  @Test
  void anInstanceThatHadBeenMovedIsCutFromItsSeriesWhereTheRuleHasIt() {
    var edit =
        exception(
            STAND_UP,
            "2026-04-01T09:00:00+02:00",
            "2026-04-03T12:00:00+02:00",
            "2026-04-03T12:15:00+02:00");
    assertThat(edit.from()).isEqualTo("2026-04-01T07:00:00Z");
    assertThat(edit.following(change("summary", "x")).object("start"))
        .containsEntry("dateTime", "2026-04-01T09:00:00+02:00");
  }

  @Test
  void aRuleThatIsGivenIsTakenAsItIs() {
    List<String> weekly = List.of("RRULE:FREQ=WEEKLY;COUNT=3");
    var edit = instance(STAND_UP, "2026-04-01T09:00:00+02:00", "2026-04-01T09:15:00+02:00");
    assertThat(edit.following(change("recurrence", weekly)).fields())
        .containsEntry("recurrence", weekly);
    assertThat(edit.following(change("recurrence", null)).fields())
        .containsEntry("recurrence", null);
    assertThat(edit.all(change("recurrence", weekly)).fields())
        .containsOnly(Map.entry("recurrence", weekly));
  }

  @Test
  void whatFollowsTheFirstIsAll() {
    assertThat(
            instance(STAND_UP, "2026-03-02T09:00:00+01:00", "2026-03-02T09:15:00+01:00").isOfAll())
        .isTrue();
  }

  private static EventResource times(String start, String end) {
    return new EventResource(
        Map.of("start", Map.of("dateTime", start), "end", Map.of("dateTime", end)));
  }

  private static EventResource change(String field, @Nullable Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(field, value);
    return new EventResource(fields);
  }

  private static SeriesEdit instance(Map<String, Object> master, String start, String end) {
    return exception(master, start, start, end);
  }

  private static SeriesEdit exception(
      Map<String, Object> master, String original, String start, String end) {
    String kind = original.length() == 10 ? "date" : "dateTime";
    var instance =
        new EventResource(
            Map.of(
                "id", "series_x",
                "recurringEventId", "series",
                "originalStartTime", Map.of(kind, original),
                "start", Map.of(kind, start),
                "end", Map.of(kind, end)));
    var held =
        new HeldEvent(instance, null, new EventResource(new LinkedHashMap<>(master)), BERLIN);
    return SeriesEdit.of(held).orElseThrow();
  }
}
