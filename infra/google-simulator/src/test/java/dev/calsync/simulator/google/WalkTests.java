package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.event;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.syncToken;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One walk beside another: infra/docs/google-calendar.md §7.1 to §7.3. */
class WalkTests {
  private final World world = new World();

  @Test
  @Shows("§7.1 a list has the same order whatever its pages")
  void theOrderIsTheSameWhateverThePages() {
    world.google.administration().insertAll(ADA, many(50));
    List<String> first = walk(7);
    assertThat(first).hasSize(50).doesNotHaveDuplicates();
    world.events.patch(ADA, "primary", first.get(3), Map.of("summary", "Changed"), null);
    assertThat(walk(250)).isEqualTo(first);
    assertThat(walk(3)).isEqualTo(first);
  }

  @Test
  @Shows("§7.1 no page has more than 2,500 events")
  void noPageHasMoreThan2500Events() {
    world.google.administration().insertAll(ADA, many(2_600));
    Map<String, Object> page = world.list("maxResults", "9999");
    assertThat(items(page)).hasSize(2_500);
    assertThat(page).containsKey("nextPageToken");
  }

  @Test
  @Shows("§7.2 a page token carries the start of its walk")
  void eachWalkEndsWithTheTokenOfItsOwnStart() {
    world.google.administration().insertAll(ADA, many(4));
    String early = nextPage(world.list("maxResults", "3"));
    String between = world.insertId(lunch());
    String late = nextPage(world.list("maxResults", "3"));
    // The later walk ends first: nothing but its page token tells the walks apart.
    String lateEnd = syncToken(world.list("maxResults", "3", "pageToken", late));
    String earlyEnd = syncToken(world.list("maxResults", "3", "pageToken", early));
    assertThat(ids(world.list("syncToken", lateEnd))).isEmpty();
    assertThat(ids(world.list("syncToken", earlyEnd))).containsExactly(between);
  }

  @Test
  @Shows("§7.3 a delta tells of changed masters")
  void aDeltaTellsOfAChangedMasterWithItsRecurrence() {
    String id = world.insertId(weekly());
    String token = world.syncToken();
    world.events.patch(ADA, "primary", id, Map.of("summary", "Other"), null);
    List<Map<String, Object>> delta = items(world.list("syncToken", token));
    assertThat(delta).hasSize(1);
    assertThat(delta.getFirst())
        .containsEntry("id", id)
        .containsEntry("summary", "Other")
        .containsEntry("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=5"));
  }

  private List<String> walk(int pageSize) {
    List<String> seen = new ArrayList<>();
    Map<String, Object> page = world.list("maxResults", "" + pageSize);
    seen.addAll(ids(page));
    while (page.containsKey("nextPageToken")) {
      page = world.list("maxResults", "" + pageSize, "pageToken", nextPage(page));
      seen.addAll(ids(page));
    }
    return seen;
  }

  private static String nextPage(Map<String, Object> page) {
    return Json.text(page, "nextPageToken", "none");
  }

  private static List<Map<String, Object>> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number -> event("Event " + number, "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z"))
        .toList();
  }
}
