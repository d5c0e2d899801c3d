package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.inner;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.syncToken;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of meetings in guests' calendars: infra/docs/google-calendar.md §1.9, §7.8. */
class GuestTests {
  private static final String GRACE = "grace@example.com";
  private static final String LINUS = "linus@example.com";
  private final World world = new World();

  @BeforeEach
  void invitePeople() {
    world.google.administration().addUser(GRACE, "Grace Hopper", "Europe/London");
    world.google.administration().addUser(LINUS, "Linus Pauling", "UTC");
  }

  @Test
  @Shows("§7.8 a guest has a copy whose organizer is not self")
  void aGuestHasACopyOfTheirOwn() {
    String id = world.insertId(meeting(lunch()));
    Map<String, Object> own = world.get(id);
    Map<String, Object> copy = copy(GRACE, id);
    assertThat(copy).containsEntry("summary", "Lunch").containsEntry("iCalUID", own.get("iCalUID"));
    assertThat(inner(own, "organizer", "self")).isEqualTo(true);
    assertThat(inner(copy, "organizer", "self")).isNull();
    assertThat(inner(copy, "organizer", "email")).isEqualTo(ADA);
    assertThat(copy.get("etag")).isNotEqualTo(own.get("etag"));
    assertThat(attendee(copy, GRACE)).containsEntry("self", true);
    assertThat(attendee(copy, LINUS)).doesNotContainKey("self");
  }

  @Test
  void aGuestHasAnAddress() {
    var guests = Map.<String, Object>of("attendees", List.of(Map.of("email", "grace")));
    String id = world.insertId(lunch());
    assertRefused(400, "invalid", () -> patch(ADA, id, guests));
  }

  @Test
  void aCopyFollowsTheOrganizerAndKeepsWhatIsItsOwn() {
    String id = world.insertId(meeting(lunch()));
    patch(GRACE, id, Map.of("colorId", "3", "reminders", Map.of("useDefault", false)));
    world.events.patch(
        ADA,
        "primary",
        id,
        Map.of(
            "summary",
            "Dinner",
            "extendedProperties",
            Map.of("private", Map.of("a", "1"), "shared", Map.of("b", "2"))),
        null);
    assertThat(copy(GRACE, id))
        .containsEntry("summary", "Dinner")
        .containsEntry("colorId", "3")
        .containsEntry("reminders", Map.of("useDefault", false))
        .containsEntry("extendedProperties", Map.of("shared", Map.of("b", "2")));
    assertThat(world.get(id)).doesNotContainKey("colorId");
  }

  @Test
  void eachCalendarThatChangesTellsItsOwnChannels() {
    world.events.watch(ADA, "client", "primary", World.channel("ada"));
    world.events.watch(GRACE, "client", "primary", World.channel("grace"));
    world.pushes.clear();
    String id = world.insertId(meeting(lunch()));
    assertThat(world.pushed()).containsExactly("ada", "grace");
    world.pushes.clear();
    world.events.patch(ADA, "primary", id, Map.of("reminders", Map.of("useDefault", false)), null);
    assertThat(world.pushed()).containsExactly("ada");
  }

  @Test
  @Shows("§7.8 a guest's write of what is shared is 403 forbiddenForNonOrganizer")
  void whatIsTheOrganizersAGuestCannotChange() {
    String id = world.insertId(meeting(lunch()));
    for (Map<String, Object> patch :
        List.<Map<String, Object>>of(
            Map.of("summary", "Mine"),
            Map.of("start", World.time("2026-03-02T12:30:00+01:00")),
            Map.of("extendedProperties", Map.of("private", Map.of("calsync", "1"))),
            Map.of("attendees", List.of(Map.of("email", GRACE))))) {
      assertRefused(403, "forbiddenForNonOrganizer", () -> patch(GRACE, id, patch));
    }
    assertRefused(
        403,
        "forbiddenForNonOrganizer",
        () -> world.events.update(GRACE, "primary", id, Map.of("colorId", "1"), null));
    assertRefused(
        403,
        "forbiddenForNonOrganizer",
        () -> world.events.move(GRACE, "primary", id, other(GRACE)));
  }

  @Test
  void whatWasReadCanBeSentBackUnchanged() {
    String id = world.insertId(meeting(lunch()));
    Map<String, Object> read = copy(GRACE, id);
    Map<String, Object> sent = world.events.update(GRACE, "primary", id, read, null);
    assertThat(sent).isEqualTo(read);
    patch(GRACE, id, Map.of("start", World.map("dateTime", "2026-03-02T11:00:00Z")));
    assertThat(copy(GRACE, id)).isEqualTo(read);
  }

  @Test
  void guestsWhoMayModifyModifyTheMeetingOfAll() {
    Map<String, Object> event = meeting(lunch());
    event.put("guestsCanModify", true);
    event.put("extendedProperties", Map.of("private", Map.of("a", "1")));
    String id = world.insertId(event);
    patch(GRACE, id, Map.of("summary", "Ours"));
    assertThat(world.get(id))
        .containsEntry("summary", "Ours")
        .containsEntry("extendedProperties", Map.of("private", Map.of("a", "1")));
    assertThat(copy(LINUS, id)).containsEntry("summary", "Ours");
  }

  @Test
  @Shows("§7.22 a person answers")
  void anAnswerReachesEverybody() {
    String id = world.insertId(meeting(lunch()));
    patch(
        GRACE,
        id,
        Map.of(
            "attendeesOmitted",
            true,
            "attendees",
            List.of(Map.of("email", GRACE, "responseStatus", "accepted"))));
    for (Map<String, Object> event : List.of(world.get(id), copy(GRACE, id), copy(LINUS, id))) {
      assertThat(attendee(event, GRACE)).containsEntry("responseStatus", "accepted");
      assertThat(attendee(event, LINUS)).containsEntry("responseStatus", "needsAction");
      assertThat(event).doesNotContainKey("attendeesOmitted");
    }
    world.google.person(LINUS).respond("primary", id, "tentative");
    assertThat(attendee(world.get(id), LINUS)).containsEntry("responseStatus", "tentative");
  }

  @Test
  void whatAGuestThrowsAwayIsDeclinedAndStaysAway() {
    String id = world.insertId(meeting(lunch()));
    world.events.delete(GRACE, "primary", id, null);
    assertThat(attendee(world.get(id), GRACE)).containsEntry("responseStatus", "declined");
    world.events.patch(ADA, "primary", id, Map.of("summary", "Dinner"), null);
    assertThat(copy(GRACE, id)).containsEntry("status", "cancelled");
    assertThat(copy(LINUS, id)).containsEntry("summary", "Dinner");
  }

  @Test
  void whoIsNoLongerInvitedIsLeftATombstone() {
    String id = world.insertId(meeting(lunch()));
    String token = syncToken(world.events.list(GRACE, "primary", Map.of()));
    world.events.patch(
        ADA, "primary", id, Map.of("attendees", List.of(Map.of("email", LINUS))), null);
    var delta = world.events.list(GRACE, "primary", World.parameters("syncToken", token));
    assertThat(items(delta).getFirst()).containsOnlyKeys("kind", "etag", "id", "status");
    world.events.delete(ADA, "primary", id, null);
    assertThat(copy(LINUS, id)).containsEntry("status", "cancelled");
  }

  @Test
  void instancesOfASeriesFollowToo() {
    String id = world.insertId(meeting(weekly()));
    String moved = id + "_20260309T090000Z";
    String dropped = id + "_20260316T090000Z";
    world.events.patch(ADA, "primary", moved, Map.of("summary", "Other"), null);
    world.events.delete(ADA, "primary", dropped, null);
    var list = world.events.list(GRACE, "primary", Map.of());
    assertThat(ids(list)).containsExactly(id, moved, dropped);
    assertThat(items(list).get(1)).containsEntry("summary", "Other");
    assertThat(items(list).get(2)).containsEntry("status", "cancelled").doesNotContainKey("start");
    world.events.delete(ADA, "primary", id, null);
    assertThat(items(world.events.list(GRACE, "primary", Map.of()))).isEmpty();
  }

  @Test
  void anAnswerToOneInstanceIsForThatInstance() {
    String id = world.insertId(meeting(weekly()));
    String instance = id + "_20260309T090000Z";
    world.google.person(GRACE).respond("primary", instance, "declined");
    assertThat(attendee(world.get(instance), GRACE)).containsEntry("responseStatus", "declined");
    assertThat(attendee(world.get(id), GRACE)).containsEntry("responseStatus", "needsAction");
    assertThat(attendee(copy(LINUS, instance), GRACE)).containsEntry("responseStatus", "declined");
  }

  @Test
  void anEventOfOnesOwnUnderTheSameIdIsLeftAlone() {
    Map<String, Object> own = lunch();
    own.put("id", "abcde12345");
    world.events.insert(GRACE, "primary", own);
    Map<String, Object> other =
        meeting(World.event("Other", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"));
    other.put("id", "abcde12345");
    other.put("iCalUID", "other@example.com");
    world.insert(other);
    assertThat(copy(GRACE, "abcde12345")).containsEntry("summary", "Lunch");
    assertThat(copy(LINUS, "abcde12345")).containsEntry("summary", "Other");
  }

  @Test
  void aMovedMeetingHasANewOrganizer() {
    String id = world.insertId(meeting(lunch()));
    String other = other(ADA);
    world.events.move(ADA, "primary", id, other);
    assertThat(inner(copy(GRACE, id), "organizer", "email")).isEqualTo(other);
    assertThat(copy(GRACE, id)).containsEntry("status", "confirmed");
  }

  private String other(String owner) {
    return world.google.administration().newCalendar(owner, null, true, Map.of("summary", "Other"));
  }

  private void patch(String email, String id, Map<String, Object> patch) {
    world.events.patch(email, "primary", id, patch, null);
  }

  private Map<String, Object> copy(String email, String id) {
    Optional<Map<String, Object>> copy = world.events.get(email, "primary", id, null);
    return copy.orElseThrow();
  }

  private static Map<String, Object> attendee(Map<String, Object> event, String email) {
    return Json.objects(event, "attendees").stream()
        .filter(attendee -> email.equals(attendee.get("email")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> meeting(Map<String, Object> event) {
    event.put("attendees", List.of(Map.of("email", GRACE), Map.of("email", LINUS)));
    return event;
  }
}
