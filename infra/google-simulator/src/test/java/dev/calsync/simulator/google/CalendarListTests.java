package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.syncToken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of calendars: infra/docs/google-calendar.md §4.7. */
class CalendarListTests {
  private final World world = new World();
  private final CalendarListApi list = world.google.calendarList();

  @Test
  void theFirstCalendarIsThePrimaryOne() {
    assertThat(items(list.list(ADA, Map.of())).getFirst())
        .containsEntry("id", ADA)
        .containsEntry("primary", true)
        .containsEntry("accessRole", "owner");
  }

  @Test
  void deltasTellOfNewAndRemovedCalendars() {
    String token = syncToken(list.list(ADA, Map.of()));
    String id =
        world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "New"));
    Map<String, Object> delta = list.list(ADA, World.parameters("syncToken", token));
    assertThat(ids(delta)).containsExactly(id);
    world.google.calendars().delete(ADA, id);
    Map<String, Object> next = list.list(ADA, World.parameters("syncToken", syncToken(delta)));
    assertThat(items(next).getFirst()).containsEntry("deleted", true).containsEntry("id", id);
    assertThat(ids(list.list(ADA, Map.of()))).containsExactly(ADA);
  }

  @Test
  void aChangeOfRightsOrOfTheNameIsInNoDelta() {
    world.google.administration().addUser("grace@example.com", "Grace", "UTC");
    world.google.administration().share(ADA, "grace@example.com", Role.WRITER, Map.of());
    String token = syncToken(list.list("grace@example.com", Map.of()));
    world.google.administration().share(ADA, "grace@example.com", Role.READER, Map.of());
    world.google.calendars().patch(ADA, ADA, Map.of("summary", "Other"));
    var parameters = World.parameters("syncToken", token);
    assertThat(items(list.list("grace@example.com", parameters))).isEmpty();
  }

  @Test
  void aZoneThatNobodyKnowsIsRefused() {
    var nowhere = Map.<String, Object>of("summary", "New", "timeZone", "Nowhere");
    var calendars = world.google.calendars();
    assertRefused(400, "invalid", () -> calendars.insert(ADA, nowhere));
    assertRefused(400, "invalid", () -> calendars.patch(ADA, ADA, nowhere));
    assertThat(calendars.get(ADA, ADA)).containsEntry("summary", ADA);
  }

  @Test
  void hiddenEntriesComeInDeltasOnly() {
    String token = syncToken(list.list(ADA, Map.of()));
    list.patch(ADA, "primary", Map.of("hidden", true));
    assertThat(items(list.list(ADA, Map.of()))).isEmpty();
    assertThat(ids(list.list(ADA, World.parameters("syncToken", token)))).containsExactly(ADA);
    assertRefused(
        400,
        "invalid",
        () -> list.list(ADA, World.parameters("syncToken", token, "minAccessRole", "owner")));
  }
}
