package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.event;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.syncToken;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, pages and sync tokens: google-calendar.md §1.1 to §1.5, §7 points 1 to 5. */
class SyncTests {
  private final World world = new World();

  @Test
  @Shows({
    "§7.1 a page has a page token or a sync token, never both",
    "§7.1 a page has 250 events unless told otherwise"
  })
  void twoThousandEventsComeOnceEachInPagesOfTwoHundredAndFifty() {
    world.google.administration().insertAll(ADA, many(2_000));
    List<String> seen = new ArrayList<>();
    int pages = 0;
    Map<String, Object> page = world.list();
    while (true) {
      pages++;
      seen.addAll(ids(page));
      assertThat(page.containsKey("nextPageToken")).isNotEqualTo(page.containsKey("nextSyncToken"));
      String next = Json.text(page, "nextPageToken");
      if (next == null) {
        break;
      }
      page = world.list("pageToken", next);
    }
    assertThat(pages).isEqualTo(8);
    assertThat(seen).hasSize(2_000).doesNotHaveDuplicates();
  }

  @Test
  @Shows("§7.2 what changes during a walk is in the next delta")
  void whatChangesDuringAWalkIsInTheNextDelta() {
    world.google.administration().insertAll(ADA, many(10));
    Map<String, Object> first = world.list("maxResults", "6");
    String shown = ids(first).getFirst();
    world.events.patch(ADA, "primary", shown, Map.of("summary", "Changed"), null);
    String added = world.insertId(lunch());
    Map<String, Object> last =
        world.list("maxResults", "6", "pageToken", Json.text(first, "nextPageToken", ""));
    assertThat(ids(last)).hasSize(5).contains(added);
    Map<String, Object> delta = world.list("syncToken", syncToken(last));
    assertThat(ids(delta)).containsExactly(shown, added);
  }

  @Test
  void aDeltaIsPagedWithTheSameSyncToken() {
    String token = world.syncToken();
    world.google.administration().insertAll(ADA, many(5));
    Map<String, Object> first = world.list("syncToken", token, "maxResults", "3");
    String next = Json.text(first, "nextPageToken", "");
    assertRefused(400, "invalid", () -> world.list("pageToken", next));
    Map<String, Object> last = world.list("syncToken", token, "maxResults", "3", "pageToken", next);
    assertThat(ids(first)).hasSize(3);
    assertThat(ids(last)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
    assertThat(items(world.list("syncToken", syncToken(last)))).isEmpty();
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.3, §7.5: of what is deleted a delta tells only the id, a full list nothing")
  @Shows({"§7.3 a tombstone has only an id", "§7.5 a full list has no tombstones"})
  void ofWhatIsDeletedADeltaTellsOnlyTheId() {
    String id = world.insertId(lunch());
    String token = world.syncToken();
    world.events.delete(ADA, "primary", id, null);
    Map<String, Object> gone = items(world.list("syncToken", token)).getFirst();
    assertThat(gone).containsOnlyKeys("kind", "etag", "id", "status");
    assertThat(gone).containsEntry("id", id).containsEntry("status", "cancelled");
    assertThat(items(world.list())).isEmpty();
    assertThat(world.get(id)).containsEntry("status", "cancelled").containsKey("summary");
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.3, §7.5: a cancelled instance has three fields and lives as long as its series")
  @Shows({
    "§7.3 a cancelled instance has three fields",
    "§7.5 a full list has the cancelled instances of living series"
  })
  void aCancelledInstanceHasThreeFieldsAndLivesAsLongAsItsSeries() {
    String id = world.insertId(weekly());
    String token = world.syncToken();
    String instance = id + "_20260309T090000Z";
    world.events.delete(ADA, "primary", instance, null);
    List<Map<String, Object>> delta = items(world.list("syncToken", token));
    assertThat(delta).hasSize(1);
    assertThat(delta.getFirst())
        .containsOnlyKeys("kind", "etag", "id", "status", "recurringEventId", "originalStartTime");
    assertThat(ids(world.list())).containsExactly(id, instance);
    world.events.delete(ADA, "primary", id, null);
    assertThat(ids(world.list())).isEmpty();
    assertThat(ids(world.list("syncToken", token))).containsExactly(instance, id);
  }

  @Test
  @Shows("§7.3 a delta tells of changed instances")
  void aChangedInstanceIsAnItemBesideItsUnchangedMaster() {
    String id = world.insertId(weekly());
    String token = world.syncToken();
    String instance = id + "_20260309T090000Z";
    world.events.patch(ADA, "primary", instance, Map.of("summary", "Other"), null);
    List<Map<String, Object>> delta = items(world.list("syncToken", token));
    assertThat(delta).hasSize(1);
    assertThat(delta.getFirst())
        .containsEntry("id", instance)
        .containsEntry("recurringEventId", id)
        .containsEntry("summary", "Other")
        .doesNotContainKey("recurrence");
  }

  @ParameterizedTest
  @CsvSource({
    "timeMin,2026-03-01T00:00:00Z",
    "timeMax,2026-03-01T00:00:00Z",
    "updatedMin,2026-03-01T00:00:00Z",
    "q,lunch",
    "iCalUID,x",
    "orderBy,updated",
    "privateExtendedProperty,a=b",
    "sharedExtendedProperty,a=b",
    "showDeleted,false"
  })
  @Shows("§7.4 forbidden combinations are 400")
  void aSyncTokenToleratesNoOtherRestriction(String name, String value) {
    String token = world.syncToken();
    assertRefused(400, "invalid", () -> world.list("syncToken", token, name, value));
  }

  @Test
  @Shows({
    "§7.4 a garbled sync token is 400, \"Invalid sync token value.\"",
    "§7.4 the sync token of another calendar is 400"
  })
  void garbageAndForeignTokensAreInvalid() {
    world.google.administration().addUser("grace@example.com", "Grace Hopper", "UTC");
    String foreign = syncToken(world.events.list("grace@example.com", "primary", Map.of()));
    for (String token : List.of("garbage", foreign)) {
      assertRefused(400, "invalid", () -> world.list("syncToken", token));
      assertThatExceptionOfType(GoogleError.class)
          .isThrownBy(() -> world.list("syncToken", token))
          .withMessage("Invalid sync token value.");
    }
    assertRefused(400, "invalid", () -> world.list("pageToken", world.syncToken()));
  }

  @Test
  @Shows({
    "§7.4 an old sync token is 410 fullSyncRequired",
    "§7.4 sync tokens are 410 on demand",
    "§7.22 the clock can be moved: sync tokens age"
  })
  void expiredTokensAreGone() {
    String ordered = world.syncToken();
    world.google.administration().expireSyncTokens(ADA);
    assertRefused(410, "fullSyncRequired", () -> world.list("syncToken", ordered));
    String aged = world.syncToken();
    world.clock.advance(Duration.ofDays(31));
    assertRefused(410, "fullSyncRequired", () -> world.list("syncToken", aged));
  }

  @Test
  @Shows("§7.4 a change of rights makes 410 of sync tokens")
  void aChangeOfRightsEndsTheTokens() {
    world.google.administration().addUser("grace@example.com", "Grace Hopper", "UTC");
    world.google.administration().share(ADA, "grace@example.com", Role.WRITER, Map.of());
    String token = syncToken(world.events.list("grace@example.com", ADA, Map.of()));
    world.google.administration().share(ADA, "grace@example.com", Role.READER, Map.of());
    assertRefused(
        410,
        "fullSyncRequired",
        () -> world.events.list("grace@example.com", ADA, World.parameters("syncToken", token)));
  }

  @Test
  @DisplayName("google-calendar.md §7.4: who is let in again begins anew")
  @Shows("§7.4 a change of rights makes 410 of sync tokens")
  void whoIsLetInAgainBeginsAnew() {
    String grace =
        world.google.administration().addUser("grace@example.com", "Grace Hopper", "UTC").email();
    for (Role again : List.of(Role.WRITER, Role.READER)) {
      world.google.person(ADA).share("primary", grace, Role.WRITER);
      String token = syncToken(world.events.list(grace, ADA, Map.of()));
      world.google.person(ADA).unshare("primary", grace);
      world.google.person(ADA).share("primary", grace, again);
      assertRefused(
          410,
          "fullSyncRequired",
          () -> world.events.list(grace, ADA, World.parameters("syncToken", token)));
      world.google.person(ADA).unshare("primary", grace);
    }
  }

  @Test
  void anOrderOfItsOwnGivesNoSyncToken() {
    world.google.administration().insertAll(ADA, many(3));
    Map<String, Object> page = world.list("orderBy", "startTime", "singleEvents", "true");
    assertThat(page).doesNotContainKeys("nextSyncToken", "nextPageToken");
    assertRefused(400, "invalid", () -> world.list("orderBy", "startTime"));
  }

  @Test
  void singleEventsShowsInstancesInsteadOfTheSeries() {
    String id = world.insertId(weekly());
    world.events.delete(ADA, "primary", id + "_20260309T090000Z", null);
    assertThat(ids(world.list("singleEvents", "true")))
        .containsExactly(
            id + "_20260302T090000Z",
            id + "_20260316T090000Z",
            id + "_20260323T090000Z",
            // Summer time has begun: ten in Berlin is eight in Greenwich.
            id + "_20260330T080000Z");
  }

  private static List<Map<String, Object>> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number -> event("Event " + number, "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z"))
        .toList();
  }
}
