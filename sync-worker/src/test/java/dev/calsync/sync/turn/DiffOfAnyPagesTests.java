package dev.calsync.sync.turn;

import static dev.calsync.sync.turn.Events.cancelledInstance;
import static dev.calsync.sync.turn.Events.event;
import static dev.calsync.sync.turn.Events.instance;
import static dev.calsync.sync.turn.Events.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages drawn by chance, one after the other. */
class DiffOfAnyPagesTests {
  /** After any sequence of pages: held = what was said last, and saying it again says nothing. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void anyPageAppliedTwiceAnnouncesNothingTheSecondTime(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    Map<EventId, EventResource> mirror = new LinkedHashMap<>();
    for (int round = 0; round < 200; round++) {
      List<EventResource> page = page(random, round);
      apply(mirror, Diff.plan(mirror, page));

      TurnPlan again = Diff.plan(mirror, lastMentions(page));

      assertThat(again.changes()).isEmpty();
      assertThat(again.saves().stream().map(EventResource::id).filter(again.removals()::contains))
          .isEmpty();
    }
  }

  private static List<EventResource> page(Random random, int round) {
    List<EventResource> page = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String id = "e" + random.nextInt(8);
      String etag = "\"" + round + "-" + i + "\"";
      page.add(
          switch (random.nextInt(4)) {
            case 0 -> tombstone(id);
            case 1 -> instance(id + "_1", etag, id);
            case 2 -> cancelledInstance(id + "_1", etag, id);
            default -> event(id, etag, "round " + round);
          });
    }
    return page;
  }

  /** A series deleted after its exceptions were named takes them along: they are not repeated. */
  private static List<EventResource> lastMentions(List<EventResource> page) {
    Map<EventId, EventResource> last = new LinkedHashMap<>();
    for (EventResource event : page) {
      last.remove(event.id());
      last.put(event.id(), event);
      if (event.isCancelled() && event.recurringEventId() == null) {
        last.values().removeIf(other -> event.id().value().equals(other.recurringEventId()));
      }
    }
    return List.copyOf(last.values());
  }

  private static void apply(Map<EventId, EventResource> mirror, TurnPlan plan) {
    plan.removals().forEach(mirror::remove);
    plan.saves().forEach(event -> mirror.put(event.id(), event));
  }
}
