package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happened in a calendar: it is what deltas tell, in order, and it is bounded. */
class HistoryTests {
  private final World world = new World();

  @Test
  void theHistoryIsWhatHappenedInOrder() {
    String id = world.insertId(lunch());
    Map<String, Object> renamed =
        world.google.person(ADA).edit("primary", id, Map.of("summary", "Dinner"));
    world.google.person(ADA).delete("primary", id);
    History history = world.google.administration().history(ADA, 0);
    assertThat(history.complete()).isTrue();
    assertThat(history.changes())
        .extracting(History.Change::cancelled)
        .containsExactly(false, false, true);
    assertThat(history.changes().get(1).etag()).isEqualTo(renamed.get("etag"));
    assertThat(history.changes()).extracting(History.Change::stamp).isSorted();
    long second = history.changes().get(1).stamp();
    assertThat(world.google.administration().history(ADA, second).changes()).hasSize(1);
  }

  @Test
  void aHistoryIsBounded() {
    List<Map<String, Object>> many = Stream.generate(World::lunch).limit(10_001).toList();
    world.google.administration().insertAll(ADA, many);
    History history = world.google.administration().history(ADA, 0);
    assertThat(history.complete()).isFalse();
    assertThat(history.changes()).hasSize(10_000);
  }
}
