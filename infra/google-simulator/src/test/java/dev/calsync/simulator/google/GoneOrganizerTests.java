package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meetings whose organizer's calendar is gone: infra/docs/google-calendar.md §1.9, §7.8. */
class GoneOrganizerTests {
  private static final String GRACE = "grace@example.com";
  private static final String LINUS = "linus@example.com";
  private final World world = new World();
  private String team = "";

  @BeforeEach
  void invitePeople() {
    world.google.administration().addUser(GRACE, "Grace Hopper", "Europe/London");
    world.google.administration().addUser(LINUS, "Linus Pauling", "UTC");
    team = world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "Team"));
  }

  @Test
  @Shows("§7.8 a guest's write of what is shared is 403 forbiddenForNonOrganizer")
  void aGuestStaysAGuest() {
    String id = left(lunch());
    for (Map<String, Object> patch :
        List.<Map<String, Object>>of(
            Map.of("summary", "Mine"), Map.of("attendees", List.of(Map.of("email", GRACE))))) {
      assertRefused(403, "forbiddenForNonOrganizer", () -> patch(GRACE, id, patch));
    }
    assertRefused(
        403, "forbiddenForNonOrganizer", () -> world.events.move(GRACE, "primary", id, other()));
    assertThat(copy(GRACE, id)).containsEntry("summary", "Lunch");
    assertThat(World.inner(copy(GRACE, id), "organizer", "email")).isEqualTo(team);
  }

  @Test
  void whatIsTheGuestsOwnTheyStillChange() {
    String id = left(lunch());
    patch(GRACE, id, Map.of("colorId", "3"));
    assertThat(copy(GRACE, id)).containsEntry("colorId", "3");
    assertThat(copy(LINUS, id)).doesNotContainKey("colorId");
    world.events.delete(GRACE, "primary", id, null);
    assertThat(copy(GRACE, id)).containsEntry("status", "cancelled");
    assertThat(answer(LINUS, id)).isEqualTo("declined");
  }

  @Test
  void anAnswerStillReachesTheOtherGuests() {
    String id = left(lunch());
    world.events.watch(LINUS, "client", "primary", World.channel("linus"));
    world.pushes.clear();
    world.google.person(GRACE).respond("primary", id, "accepted");
    assertThat(answer(GRACE, id)).isEqualTo("accepted");
    assertThat(answer(LINUS, id)).isEqualTo("accepted");
    assertThat(world.pushed()).containsExactly("linus");
  }

  @Test
  void anInstanceOfASeriesIsAnsweredToo() {
    String id = left(weekly());
    String instance = id + "_20260309T090000Z";
    world.google.person(GRACE).respond("primary", instance, "tentative");
    assertThat(answer(LINUS, instance)).isEqualTo("tentative");
    assertThat(answer(LINUS, id)).isEqualTo("needsAction");
    assertRefused(
        403, "forbiddenForNonOrganizer", () -> patch(GRACE, instance, Map.of("summary", "Mine")));
  }

  @Test
  void guestsWhoMayModifyModifyWhatIsLeft() {
    Map<String, Object> event = lunch();
    event.put("guestsCanModify", true);
    String id = left(event);
    patch(GRACE, id, Map.of("summary", "Ours"));
    assertThat(copy(GRACE, id)).containsEntry("summary", "Ours");
    assertThat(copy(LINUS, id)).containsEntry("summary", "Ours");
    patch(GRACE, id, Map.of("attendees", List.of(Map.of("email", GRACE))));
    assertThat(copy(LINUS, id)).containsEntry("status", "cancelled");
  }

  @Test
  void theChannelsOfTheCalendarThatIsGoneAreNotTold() {
    world.events.watch(ADA, "client", team, World.channel("team"));
    String id = left(lunch());
    world.pushes.clear();
    world.google.person(GRACE).respond("primary", id, "accepted");
    assertThat(world.pushed()).isEmpty();
  }

  /** A meeting of a calendar that is removed then. */
  private String left(Map<String, Object> event) {
    event.put("attendees", List.of(Map.of("email", GRACE), Map.of("email", LINUS)));
    String id = id(world.events.insert(ADA, team, event));
    world.google.administration().removeCalendar(team);
    return id;
  }

  private String other() {
    return world.google.administration().newCalendar(GRACE, null, true, Map.of("summary", "Other"));
  }

  private void patch(String email, String id, Map<String, Object> patch) {
    world.events.patch(email, "primary", id, patch, null);
  }

  private Map<String, Object> copy(String email, String id) {
    return world.events.get(email, "primary", id, null).orElseThrow();
  }

  /** What Grace answers, as somebody's copy has it. */
  private String answer(String inCopyOf, String id) {
    return Json.objects(copy(inCopyOf, id), "attendees").stream()
        .filter(guest -> GRACE.equals(guest.get("email")))
        .map(guest -> Json.text(guest, "responseStatus", "none"))
        .findFirst()
        .orElseThrow();
  }
}
