package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.inner;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** People at work in Google's own pages: infra/docs/google-calendar.md §7.9, §7.10, §7.22. */
class PersonTests {
  private static final String GRACE = "grace@example.com";
  private final World world = new World();
  private final Person ada = world.google.person(ADA);

  @Test
  @DisplayName("google-calendar.md §7.10: this and following is an end and a new series")
  @Shows({
    "§7.10 a split ends the old series",
    "§7.10 a split begins a new series of its own id",
    "§7.10 a split drops the changed instances after it",
    "§7.22 a person splits"
  })
  void thisAndFollowingIsAnEndAndANewSeries() {
    String id = world.insertId(weekly());
    world.events.patch(
        ADA, "primary", id + "_20260323T090000Z", Map.of("summary", "Changed before"), null);
    String token = world.syncToken();
    Map<String, Object> following =
        ada.split("primary", id + "_20260316T090000Z", Map.of("summary", "Later"));
    assertThat(id(following)).isEqualTo(id + "_R20260316T090000");
    assertThat(following)
        .containsEntry("summary", "Later")
        .containsEntry("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=3"));
    assertThat(inner(following, "start", "dateTime")).isEqualTo("2026-03-16T10:00:00+01:00");
    assertThat(world.get(id))
        .containsEntry("recurrence", List.of("RRULE:FREQ=WEEKLY;UNTIL=20260316T085959Z"));
    assertThat(following.get("iCalUID")).isNotEqualTo(world.get(id).get("iCalUID"));

    List<Map<String, Object>> delta = items(world.list("syncToken", token));
    assertThat(delta)
        .extracting(World::id)
        .containsExactly(id, id + "_20260323T090000Z", id(following));
    assertThat(delta.get(1)).containsEntry("status", "cancelled");
    assertThat(ids(world.list("singleEvents", "true"))).hasSize(5);
  }

  @Test
  @DisplayName("google-calendar.md §7.10: a split of what was split is of the same family")
  void aSplitCanBeSplitAgain() {
    String id = world.insertId(weekly());
    Map<String, Object> second = ada.split("primary", id + "_20260309T090000Z", Map.of());
    Map<String, Object> third =
        ada.split("primary", id(second) + "_20260323T090000Z", Map.of("summary", "Third"));
    assertThat(id(third)).isEqualTo(id + "_R20260323T090000");
    assertThat(ids(world.list("singleEvents", "true"))).hasSize(5);
    assertThat(world.get(id(third) + "_20260330T080000Z")).containsEntry("summary", "Third");
  }

  @Test
  @DisplayName("google-calendar.md §7.10: all of a series is changed from its first instance on")
  void aSplitAtTheFirstInstanceChangesTheWholeSeries() {
    String id = world.insertId(weekly());
    Map<String, Object> whole =
        ada.split("primary", id + "_20260302T090000Z", Map.of("summary", "All"));
    assertThat(id(whole)).isEqualTo(id);
    assertThat(ids(world.list())).containsExactly(id);
  }

  @Test
  @DisplayName("google-calendar.md §7.10: a split is made as a whole or not at all")
  @Shows("§7.10 a split that is refused changes nothing")
  void aSplitIsMadeAsAWholeOrNotAtAll() {
    String id = world.insertId(weekly());
    String second = id + "_20260316T090000Z";
    world.events.patch(ADA, "primary", second, Map.of("summary", "Changed before"), null);
    Map<String, Object> before = world.list();
    world.events.watch(ADA, "client", "primary", World.channel("one"));
    world.pushes.clear();
    Map<String, Object> early = Map.of("end", World.time("2026-03-16T09:00:00+01:00"));
    assertRefused(400, "timeRangeEmpty", () -> ada.split("primary", second, early));
    assertThat(items(world.list())).isEqualTo(items(before));

    String later = id + "_20260323T090000Z";
    String taken = id(ada.split("primary", later, Map.of()));
    ada.delete("primary", taken);
    Map<String, Object> whole = Map.of("recurrence", weekly().get("recurrence"));
    ada.edit("primary", id, whole);
    before = world.list();
    world.pushes.clear();
    assertRefused(409, "duplicate", () -> ada.split("primary", later, Map.of()));
    assertThat(items(world.list())).isEqualTo(items(before));
    assertThat(world.pushes).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.10: days, and dates beside the rule, are split as well")
  void seriesOfDaysAndDatesAreSplitAsWell() {
    Map<String, Object> event =
        World.map(
            "summary", "Days",
            "start", Map.of("date", "2026-03-02"),
            "end", Map.of("date", "2026-03-03"),
            "recurrence",
                List.of(
                    "RRULE:FREQ=WEEKLY",
                    "RDATE;VALUE=DATE:20260304,20260401",
                    "EXDATE;VALUE=DATE:20260309,20260330"));
    String id = world.insertId(event);
    Map<String, Object> following = ada.split("primary", id + "_20260316", Map.of());
    assertThat(world.get(id).get("recurrence"))
        .isEqualTo(
            List.of(
                "RRULE:FREQ=WEEKLY;UNTIL=20260315",
                "RDATE;VALUE=DATE:20260304",
                "EXDATE;VALUE=DATE:20260309"));
    assertThat(following.get("recurrence"))
        .isEqualTo(
            List.of(
                "RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20260401", "EXDATE;VALUE=DATE:20260330"));
    assertThat(id(following)).isEqualTo(id + "_R20260316");
  }

  @Test
  @DisplayName("google-calendar.md §7.9: a move tells both calendars, and can be taken back")
  @Shows({
    "§7.9 a move leaves a tombstone",
    "§7.9 a move brings the event to the other calendar",
    "§7.9 a move is two messages for two resources",
    "§7.22 a person moves"
  })
  void aMoveTellsBothCalendarsAndCanBeTakenBack() {
    String other =
        world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "Other"));
    String id = world.insertId(weekly());
    String changed = id + "_20260309T090000Z";
    world.events.patch(ADA, "primary", changed, Map.of("summary", "Changed"), null);
    String here = world.syncToken();
    world.events.watch(ADA, "client", "primary", World.channel("here"));
    world.events.watch(ADA, "client", other, World.channel("there"));
    world.pushes.clear();
    Map<String, Object> moved = ada.move("primary", id, other);
    assertThat(inner(moved, "organizer", "email")).isEqualTo(other);
    assertThat(world.pushed()).containsExactlyInAnyOrder("here", "there");
    assertThat(items(world.list("syncToken", here)))
        .allMatch(item -> item.keySet().equals(java.util.Set.of("kind", "etag", "id", "status")));
    assertThat(ids(world.events.list(ADA, other, Map.of()))).containsExactly(id, changed);
    ada.move(other, id, "primary");
    assertThat(ids(world.list())).containsExactly(id, changed);
    assertThat(ids(world.events.list(ADA, other, Map.of()))).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.22: the user in the Google UI edits, deletes and shares")
  @Shows({"§7.22 a person edits", "§7.22 a person deletes", "§7.22 a person shares and unshares"})
  void aPersonEditsDeletesAndShares() {
    world.google.administration().addUser(GRACE, "Grace", "UTC");
    String id = id(ada.create("primary", lunch()));
    ada.edit("primary", id, Map.of("summary", "Dinner"));
    assertThat(world.get(id)).containsEntry("summary", "Dinner");
    assertRefused(404, "notFound", () -> world.events.list(GRACE, ADA, Map.of()));
    ada.share("primary", GRACE, Role.READER);
    assertThat(ids(world.events.list(GRACE, ADA, Map.of()))).containsExactly(id);
    assertRefused(403, "forbidden", () -> world.google.person(GRACE).share(ADA, GRACE, Role.OWNER));
    ada.unshare("primary", GRACE);
    assertRefused(404, "notFound", () -> world.events.list(GRACE, ADA, Map.of()));
    ada.delete("primary", id);
    assertThat(items(world.list())).isEmpty();
  }
}
