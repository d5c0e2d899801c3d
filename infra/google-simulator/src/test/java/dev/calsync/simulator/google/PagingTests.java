package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.event;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.syncToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages and deltas that are harder than usual: infra/docs/google-calendar.md §7.1 to §7.5. */
class PagingTests {
  private static final String GRACE = "grace@example.com";
  private static final String NOON = "2026-03-02T12:00:00Z";
  private static final String ONE = "2026-03-02T13:00:00Z";

  private final World world = new World();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private final List<String> read = new ArrayList<>();
  private @Nullable Supplier<String> changedDuringWalk;
  private String lastAdded = "";

  @Test
  @DisplayName("google-calendar.md §7.1: short and empty pages lose nothing and come to an end")
  @Shows({"§7.1 pages may be short", "§7.1 pages may be empty"})
  void shortAndEmptyPagesLoseNothingAndComeToAnEnd() {
    world.google.administration().insertAll(ADA, many(200));
    behave(Behaviour.Reading.pages(0.5, 1));
    Map<String, Object> last = walk(null, 20);
    assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    assertThat(sizes).contains(0).anyMatch(size -> size > 0 && size < 20);
    assertThat(items(world.list("syncToken", syncToken(last)))).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.1: a page can come again with the same token")
  void aPageCanComeAgainWithTheSameToken() {
    world.google.administration().insertAll(ADA, many(50));
    behave(new Behaviour.Reading(0, 0, 0.5, 0, false, 0, 0, Duration.ZERO));
    walk(null, 5);
    assertThat(seen).hasSizeGreaterThan(50);
    assertThat(seen.stream().distinct()).hasSize(50);
  }

  @Test
  @DisplayName("google-calendar.md §7.1: lists in an order of their own have such pages too")
  @Shows({"§7.1 pages may be short", "§7.1 pages may be empty"})
  void orderedListsHaveShortAndEmptyAndRepeatedPagesToo() {
    world.google.administration().insertAll(ADA, many(60));
    world.google.administration().addUser(GRACE, "Grace Hopper", "UTC");
    Map<String, Object> daily = event("Daily", NOON, ONE);
    daily.put("recurrence", List.of("RRULE:FREQ=DAILY;COUNT=60"));
    String series = world.google.administration().insertAll(GRACE, List.of(daily)).getFirst();
    behave(new Behaviour.Reading(0.5, 0.5, 0.5, 0, false, 0, 0, Duration.ZERO));
    Function<String[], Map<String, Object>> byChange =
        parameters -> world.list(with(parameters, "orderBy", "updated"));
    Function<String[], Map<String, Object>> instances =
        parameters ->
            world.events.instances(GRACE, "primary", series, World.parameters(parameters));
    for (var list : List.of(byChange, instances)) {
      seen.clear();
      sizes.clear();
      assertThat(walk(null, 5, list)).doesNotContainKey("nextSyncToken");
      assertThat(seen).hasSizeGreaterThan(60);
      assertThat(seen.stream().distinct()).hasSize(60);
      assertThat(sizes).contains(0).anyMatch(size -> size > 0 && size < 5);
    }
  }

  @Test
  @DisplayName("google-calendar.md §1.3: a last page may come without a sync token")
  void aLastPageMayComeWithoutASyncToken() {
    behave(new Behaviour.Reading(0, 0, 0, 1, false, 0, 0, Duration.ZERO));
    assertThat(world.list()).doesNotContainKeys("nextSyncToken", "nextPageToken");
  }

  @Test
  @DisplayName("google-calendar.md §7.2: the token at the end of any walk covers its start")
  @Shows("§7.2 what changes during a walk is in the next delta")
  void nothingIsLostHoweverWalksAndChangesInterleave() {
    world.google.administration().insertAll(ADA, many(30));
    behave(Behaviour.Reading.pages(0.5, 0.3));
    String token = syncToken(walk(null, 10));
    for (int round = 0; round < 20; round++) {
      int number = round;
      changedDuringWalk = () -> world.insertId(event("E" + number, NOON, ONE));
      String added = world.insertId(lunch());
      seen.clear();
      Map<String, Object> last = walk(token, 1 + round % 4);
      assertThat(seen).contains(added);
      String during = lastAdded;
      token = syncToken(last);
      changedDuringWalk = null;
      seen.clear();
      token = syncToken(walk(token, 10));
      assertThat(seen).contains(during);
    }
  }

  @Test
  @DisplayName("google-calendar.md §7.3: tombstones can come with details")
  @Shows("§7.3 a tombstone may have details")
  void tombstonesCanComeWithDetails() {
    String id = world.insertId(lunch());
    String token = world.syncToken();
    world.events.delete(ADA, "primary", id, null);
    behave(new Behaviour.Reading(0, 0, 0, 0, true, 0, 0, Duration.ZERO));
    assertThat(items(world.list("syncToken", token)).getFirst())
        .containsEntry("status", "cancelled")
        .containsEntry("summary", "Lunch");
  }

  @Test
  @DisplayName("google-calendar.md §7.4: a dead token is gone, or just invalid")
  @Shows("§7.4 a dead sync token may be 400")
  void aDeadTokenIsGoneOrJustInvalid() {
    String token = world.syncToken();
    world.google.administration().expireSyncTokens(ADA);
    assertRefused(410, "fullSyncRequired", () -> world.list("syncToken", token));
    behave(new Behaviour.Reading(0, 0, 0, 0, false, 1, 0, Duration.ZERO));
    assertRefused(400, "invalid", () -> world.list("syncToken", token));
  }

  @Test
  @DisplayName("google-calendar.md §7.4: changes of too long ago cannot be asked for")
  void changesOfTooLongAgoCannotBeAskedFor() {
    assertRefused(
        410, "updatedMinTooLongAgo", () -> world.list("updatedMin", "2026-01-01T00:00:00Z"));
    assertThat(items(world.list("updatedMin", "2026-03-01T00:00:00Z"))).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.15: a message comes before its change can be read")
  @Shows("§7.15 messages come before the change can be read")
  void aMessageComesBeforeItsChangeCanBeRead() {
    String known = world.insertId(lunch());
    String token = world.syncToken();
    world.events.watch(ADA, "client", "primary", World.channel("one"));
    world.pushes.clear();
    behave(Behaviour.Reading.late(1, Duration.ofSeconds(30)));
    world.events.patch(ADA, "primary", known, Map.of("summary", "Brunch"), null);
    String fresh = world.insertId(lunch());
    assertThat(world.pushes).hasSize(2);
    Map<String, Object> early = world.list("syncToken", token);
    assertThat(items(early)).isEmpty();
    assertThat(items(world.list()).getFirst()).containsEntry("summary", "Lunch");
    assertThat(ids(world.list())).containsExactly(known);
    assertThat(world.get(known)).containsEntry("summary", "Brunch");

    world.clock.advance(Duration.ofSeconds(30));
    assertThat(ids(world.list("syncToken", syncToken(early)))).containsExactly(known, fresh);
    assertThat(ids(world.list())).containsExactly(known, fresh);
  }

  @Test
  @DisplayName("google-calendar.md §7.15: what follows a late change is as late, and none is lost")
  void whatFollowsALateChangeIsAsLate() {
    behave(Behaviour.Reading.late(0.3, Duration.ofSeconds(10)));
    String token = world.syncToken();
    List<String> written = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      written.add(world.insertId(lunch()));
      world.clock.advance(Duration.ofSeconds(round % 3));
      seen.clear();
      token = syncToken(walk(token, 10));
      read.addAll(seen);
    }
    world.clock.advance(Duration.ofSeconds(10));
    seen.clear();
    walk(token, 10);
    read.addAll(seen);
    assertThat(read).containsExactlyElementsOf(written);
  }

  @Test
  @DisplayName("google-calendar.md §7.4: a full list during a lag gives no token dead on arrival")
  void aFullListDuringALagGivesALivingToken() {
    behave(Behaviour.Reading.late(1, Duration.ofSeconds(30)));
    world.insertId(lunch());
    world.google.administration().expireSyncTokens(ADA);
    String token = world.syncToken();
    assertThat(items(world.list("syncToken", token))).isEmpty();
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(items(world.list("syncToken", token))).hasSize(1);
  }

  private void behave(Behaviour.Reading reading) {
    world.google.behaviour(world.google.behaviour().with(reading));
  }

  private static String[] with(String[] parameters, String name, String value) {
    return Stream.concat(Stream.of(parameters), Stream.of(name, value)).toArray(String[]::new);
  }

  private Map<String, Object> walk(@Nullable String token, int pageSize) {
    return walk(token, pageSize, world::list);
  }

  private Map<String, Object> walk(
      @Nullable String token, int pageSize, Function<String[], Map<String, Object>> list) {
    String pageToken = null;
    for (int page = 0; page < 10_000; page++) {
      List<String> parameters = new ArrayList<>(List.of("maxResults", "" + pageSize));
      if (token != null) {
        parameters.addAll(List.of("syncToken", token));
      }
      if (pageToken != null) {
        parameters.addAll(List.of("pageToken", pageToken));
      }
      Map<String, Object> shown = list.apply(parameters.toArray(String[]::new));
      seen.addAll(ids(shown));
      sizes.add(items(shown).size());
      if (page == 0 && changedDuringWalk != null) {
        lastAdded = changedDuringWalk.get();
      }
      pageToken = Json.text(shown, "nextPageToken");
      if (pageToken == null) {
        return shown;
      }
    }
    throw new AssertionError("a walk without an end");
  }

  private static List<Map<String, Object>> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> event("Event " + number, NOON, ONE))
        .toList();
  }
}
