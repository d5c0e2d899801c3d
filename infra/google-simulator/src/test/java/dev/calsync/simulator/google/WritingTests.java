package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.etag;
import static dev.calsync.simulator.google.World.event;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.inner;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes: infra/docs/google-calendar.md §1.7, §4.5, §4.6, §7 points 6 to 9. */
class WritingTests {
  private final World world = new World();

  @Test
  @Shows("§7.6 the etag is twice the microseconds of the change")
  void theEtagIsTwiceTheMicrosecondsOfTheChange() {
    Map<String, Object> event = world.insert(lunch());
    long micros = Long.parseLong(etag(event).replace("\"", "")) / 2;
    assertThat(Instant.ofEpochMilli(micros / 1000))
        .isEqualTo(Instant.parse(Json.text(event, "updated", "")));
  }

  @Test
  @Shows("§7.6 a stale If-Match is 412 for update, patch and delete")
  void aStaleEtagIsRefusedAndTheCurrentOneTaken() {
    Map<String, Object> first = world.insert(lunch());
    Map<String, Object> second =
        world.events.patch(ADA, "primary", id(first), Map.of("summary", "A"), etag(first));
    assertThat(etag(second)).isNotEqualTo(etag(first));
    assertRefused(
        412,
        "conditionNotMet",
        () -> world.events.update(ADA, "primary", id(first), lunch(), etag(first)));
    assertRefused(
        412,
        "conditionNotMet",
        () -> world.events.patch(ADA, "primary", id(first), Map.of("summary", "B"), etag(first)));
    assertRefused(
        412, "conditionNotMet", () -> world.events.delete(ADA, "primary", id(first), etag(first)));
    world.events.delete(ADA, "primary", id(first), etag(second));
  }

  @Test
  void whoHoldsTheCurrentEtagGetsNothing() {
    Map<String, Object> event = world.insert(lunch());
    assertThat(world.events.get(ADA, "primary", id(event), etag(event))).isEmpty();
    assertThat(world.events.get(ADA, "primary", id(event), "\"1\"")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdez", "ABCDE", "abc-de", "abcde_20260302"})
  @Shows("§7.7 an id of other letters is 400")
  void idsOutsideBase32HexAreRefused(String id) {
    assertRefused(400, "invalid", () -> world.insert(withId(id)));
  }

  @Test
  @Shows("§7.7 an id too short or too long is 400")
  void anIdHasFiveTo1024Letters() {
    assertRefused(400, "invalid", () -> world.insert(withId("a".repeat(4))));
    assertRefused(400, "invalid", () -> world.insert(withId("a".repeat(1025))));
    assertThat(world.insertId(withId("a".repeat(5)))).hasSize(5);
    assertThat(world.insertId(withId("a".repeat(1024)))).hasSize(1024);
  }

  @Test
  @DisplayName("google-calendar.md §7.7: an id is taken for ever, also after deletion")
  @Shows({
    "§7.7 an id in use is 409",
    "§7.7 the id of what was deleted is 409",
    "§7.7 a second delete is 410 deleted"
  })
  void anIdIsTakenForEverAlsoAfterDeletion() {
    world.insert(withId("abcde12345"));
    assertRefused(409, "duplicate", () -> world.insert(withId("abcde12345")));
    world.events.delete(ADA, "primary", "abcde12345", null);
    assertRefused(409, "duplicate", () -> world.insert(withId("abcde12345")));
    assertRefused(410, "deleted", () -> world.events.delete(ADA, "primary", "abcde12345", null));
    assertRefused(404, "notFound", () -> world.events.delete(ADA, "primary", "unknown99", null));
  }

  @Test
  @DisplayName("google-calendar.md §7.8: PATCH merges, replaces lists and clears by null")
  @Shows({"§7.8 patch merges", "§7.8 patch replaces lists", "§7.8 patch clears by null"})
  void patchMergesReplacesListsAndClearsByNull() {
    Map<String, Object> given = lunch();
    given.put("location", "Canteen");
    given.put("x-unknown", Map.of("kept", List.of(1, 2)));
    given.put("extendedProperties", Map.of("private", Map.of("a", "1", "b", "2")));
    given.put("attendees", List.of(Map.of("email", "x@example.com")));
    String id = world.insertId(given);
    Map<String, Object> patch = new HashMap<>();
    patch.put("location", null);
    patch.put("extendedProperties", Map.of("private", Map.of("b", "3")));
    patch.put("attendees", List.of(Map.of("email", "y@example.com")));
    world.events.patch(ADA, "primary", id, patch, null);
    Map<String, Object> event = world.get(id);
    assertThat(event)
        .doesNotContainKey("location")
        .containsEntry("summary", "Lunch")
        .containsEntry("x-unknown", Map.of("kept", List.of(1, 2)))
        .containsEntry("extendedProperties", Map.of("private", Map.of("a", "1", "b", "3")));
    assertThat(Json.objects(event, "attendees"))
        .extracting(attendee -> attendee.get("email"))
        .containsExactly("y@example.com");
  }

  @Test
  @Shows("§7.8 put replaces all")
  void putReplacesEverythingButWhatGoogleSets() {
    Map<String, Object> given = lunch();
    given.put("location", "Canteen");
    Map<String, Object> before = world.insert(given);
    Map<String, Object> after = world.events.update(ADA, "primary", id(before), lunch(), null);
    assertThat(after).doesNotContainKey("location");
    for (String name : List.of("id", "iCalUID", "created", "creator", "organizer", "htmlLink")) {
      assertThat(after.get(name)).isEqualTo(before.get(name));
    }
  }

  @Test
  @Shows("§7.7 reminders alone do not change the time of the last change")
  void aChangeOfRemindersAloneGivesANewEtagButNotANewTime() {
    Map<String, Object> before = world.insert(lunch());
    world.clock.advance(Duration.ofSeconds(5));
    Map<String, Object> patch = Map.of("reminders", Map.of("useDefault", false));
    Map<String, Object> after = world.events.patch(ADA, "primary", id(before), patch, null);
    assertThat(etag(after)).isNotEqualTo(etag(before));
    assertThat(after.get("updated")).isEqualTo(before.get("updated"));
  }

  @Test
  @DisplayName("google-calendar.md §1.7: a guest's reminders are no change of the meeting either")
  @Shows("§7.7 reminders alone do not change the time of the last change")
  void aGuestsRemindersAloneGiveANewEtagButNotANewTime() {
    String grace =
        world.google.administration().addUser("grace@example.com", "Grace", "UTC").email();
    Map<String, Object> meeting = lunch();
    meeting.put("attendees", List.of(Map.of("email", grace)));
    String id = world.insertId(meeting);
    Map<String, Object> before = world.events.get(grace, "primary", id, null).orElseThrow();
    world.clock.advance(Duration.ofSeconds(5));
    Map<String, Object> patch = Map.of("reminders", Map.of("useDefault", false));
    Map<String, Object> after = world.events.patch(grace, "primary", id, patch, null);
    assertThat(after).containsEntry("reminders", Map.of("useDefault", false));
    assertThat(etag(after)).isNotEqualTo(etag(before));
    assertThat(after.get("updated")).isEqualTo(before.get("updated"));
    Map<String, Object> coloured =
        world.events.patch(grace, "primary", id, Map.of("colorId", "3"), null);
    assertThat(coloured.get("updated")).isNotEqualTo(before.get("updated"));
  }

  @Test
  @DisplayName(
      "google-calendar.md §4.5: what was deleted is not changed any more, nor brought back")
  @Shows("§7.7 a change of what was deleted is 403")
  void whatWasDeletedCannotBeChangedNorBroughtBack() {
    String id = world.insertId(lunch());
    world.events.delete(ADA, "primary", id, null);
    Map<String, Object> back = Map.of("status", "confirmed");
    assertRefused(403, "forbidden", () -> world.events.update(ADA, "primary", id, lunch(), null));
    assertRefused(403, "forbidden", () -> world.events.patch(ADA, "primary", id, back, null));
    assertThat(world.get(id)).containsEntry("status", "cancelled");
  }

  @Test
  void aCancelledInstanceComesBackByPatch() {
    String id = world.insertId(weekly());
    String instance = id + "_20260309T090000Z";
    world.events.delete(ADA, "primary", instance, null);
    assertRefused(410, "deleted", () -> world.events.delete(ADA, "primary", instance, null));
    world.events.patch(ADA, "primary", instance, Map.of("status", "confirmed"), null);
    assertThat(world.get(instance)).containsEntry("summary", "Weekly");
  }

  @Test
  void changedInstancesThatTheSeriesNoLongerHasAreGone() {
    String id = world.insertId(weekly());
    String instance = id + "_20260330T080000Z";
    world.events.patch(ADA, "primary", instance, Map.of("summary", "Last"), null);
    String token = world.syncToken();
    world.events.patch(
        ADA, "primary", id, Map.of("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=2")), null);
    assertThat(World.ids(world.list("syncToken", token))).containsExactly(id, instance);
    assertThat(World.ids(world.list())).containsExactly(id);
  }

  @Test
  void anIdThatIsNoInstanceOfTheSeriesIsNotFound() {
    String id = world.insertId(weekly());
    assertRefused(
        404, "notFound", () -> world.events.get(ADA, "primary", id + "_20260310T090000Z", null));
  }

  @Test
  void timesAreShownInTheZoneOfTheCalendar() {
    String id = world.insertId(event("Far", "2026-07-01T12:00:00Z", "2026-07-01T08:30:00-04:00"));
    assertThat(inner(world.get(id), "start", "dateTime")).isEqualTo("2026-07-01T14:00:00+02:00");
    assertThat(inner(world.get(id), "end", "dateTime")).isEqualTo("2026-07-01T14:30:00+02:00");
  }

  @Test
  void aMoveIsATombstoneHereAndAnEventThere() {
    String other =
        world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "Other"));
    String id = world.insertId(lunch());
    String here = world.syncToken();
    world.events.move(ADA, "primary", id, other);
    assertThat(World.items(world.list("syncToken", here)).getFirst())
        .containsEntry("status", "cancelled");
    assertThat(World.ids(world.events.list(ADA, other, Map.of()))).containsExactly(id);
  }

  @Test
  @Shows("§7.8 a reader's write is 403")
  void readersCannotWriteAndSeeNothingOfPrivateEvents() {
    String grace =
        world.google.administration().addUser("grace@example.com", "Grace", "UTC").email();
    world.google.administration().share(ADA, grace, Role.READER, Map.of());
    Map<String, Object> given = lunch();
    given.put("visibility", "private");
    world.insert(given);
    assertThat(World.items(world.events.list(grace, ADA, Map.of())).getFirst())
        .doesNotContainKey("summary")
        .containsKey("start");
    assertRefused(403, "requiredAccessLevel", () -> world.events.insert(grace, ADA, lunch()));
  }

  private static Map<String, Object> withId(String id) {
    Map<String, Object> event = lunch();
    event.put("id", id);
    return event;
  }
}
