package dev.calsync.sync.turn;

import static dev.calsync.sync.turn.Events.cancelledInstance;
import static dev.calsync.sync.turn.Events.event;
import static dev.calsync.sync.turn.Events.held;
import static dev.calsync.sync.turn.Events.instance;
import static dev.calsync.sync.turn.Events.tombstone;
import static dev.calsync.sync.turn.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.Poison;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffTests {
  private static final EventResource LUNCH = event("lunch", "\"1\"", "Lunch");

  @Test
  void whatWeDoNotHoldIsCreated() {
    TurnPlan plan = Diff.plan(Map.of(), List.of(LUNCH));

    assertThat(plan.saves()).containsExactly(LUNCH);
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_CREATED);
  }

  @Test
  @KnownBug(Complaint.OWN_WRITES_COME_BACK)
  void echoOfWhatWeHoldChangesNothing() {
    TurnPlan plan = Diff.plan(held(LUNCH), List.of(LUNCH));

    assertThat(changesNothing(plan)).isTrue();
    assertThat(plan.seen()).containsExactly(LUNCH.id());
  }

  @Test
  void anUpdateNamesTheFieldsThatDifferWithTheirOldValues() {
    EventResource moved = with(event("lunch", "\"2\"", "Lunch"), "location", "Canteen");

    TurnPlan plan = Diff.plan(held(LUNCH), List.of(moved));

    assertThat(plan.changes().getFirst().data().changed())
        .containsExactlyInAnyOrder("etag", "location");
    assertThat(plan.changes().getFirst().data().previous())
        .containsEntry("etag", "\"1\"")
        .containsEntry("location", null);
  }

  @Test
  void aTombstoneRemovesWhatWeHoldAndTellsItAsLastKnown() {
    TurnPlan plan = Diff.plan(held(LUNCH), List.of(tombstone("lunch")));

    assertThat(plan.removals()).containsExactly(LUNCH.id());
    assertThat(plan.changes().getFirst().data().event()).isEqualTo(LUNCH);
  }

  @Test
  void aTombstoneOfWhatWeNeverHeldChangesNothing() {
    assertThat(changesNothing(Diff.plan(Map.of(), List.of(tombstone("lunch"))))).isTrue();
  }

  @Test
  void aCancelledInstanceIsKeptAsLongAsItsSeriesAndToldAsDeleted() {
    EventResource gone = cancelledInstance("s_1", "\"2\"", "s");

    TurnPlan plan = Diff.plan(Map.of(), List.of(gone));

    assertThat(plan.saves()).containsExactly(gone);
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_DELETED);
  }

  @Test
  void anInstanceThatComesBackIsCreated() {
    TurnPlan plan =
        Diff.plan(
            held(cancelledInstance("s_1", "\"2\"", "s")), List.of(instance("s_1", "\"3\"", "s")));

    assertThat(types(plan)).containsExactly(ChangeType.EVENT_CREATED);
  }

  @Test
  @KnownBug(Complaint.GHOSTS_OF_SERIES)
  void aDeletedSeriesTakesItsExceptionsAlong() {
    EventResource master = event("s", "\"1\"", "Stand-up");
    EventResource moved = instance("s_1", "\"1\"", "s");

    TurnPlan plan = Diff.plan(held(master, moved, LUNCH), List.of(tombstone("s")));

    assertThat(plan.removals()).containsExactlyInAnyOrder(master.id(), moved.id());
  }

  /** Too large to be kept, say: what was kept of it are exceptions. */
  @Test
  void aDeletedSeriesThatWeNeverHeldTakesItsExceptionsAlong() {
    EventResource moved = instance("s_1", "\"1\"", "s");

    TurnPlan plan = Diff.plan(held(moved, LUNCH), List.of(tombstone("s")));

    assertThat(plan.removals()).containsExactly(moved.id());
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_DELETED);
  }

  @Test
  void theLastOfTwoMentionsInOnePageCounts() {
    EventResource later = event("lunch", "\"2\"", "Late lunch");

    TurnPlan plan = Diff.plan(Map.of(), List.of(LUNCH, later));

    assertThat(plan.saves()).containsExactly(later);
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_CREATED, ChangeType.EVENT_UPDATED);
  }

  @Test
  void whatIsDeletedAndMadeAgainInOnePageIsHeld() {
    EventResource again = event("lunch", "\"3\"", "Lunch");

    TurnPlan plan = Diff.plan(held(LUNCH), List.of(tombstone("lunch"), again));

    assertThat(plan.saves()).containsExactly(again);
    assertThat(plan.removals()).isEmpty();
  }

  @Test
  @KnownBug(Complaint.CURSOR_SKIPS)
  void twoVersionsWithTheSameUpdatedTimeAreStillTwo() {
    EventResource before = with(LUNCH, "updated", "2026-01-01T00:00:00Z");
    EventResource after = with(with(before, "etag", "\"2\""), "summary", "Brunch");

    assertThat(types(Diff.plan(held(before), List.of(after))))
        .containsExactly(ChangeType.EVENT_UPDATED);
  }

  @Test
  void withoutAVersionTheContentDecides() {
    EventResource bare = new EventResource(Map.of("id", "x", "summary", "A"));

    assertThat(changesNothing(Diff.plan(held(bare), List.of(bare)))).isTrue();
    assertThat(types(Diff.plan(held(bare), List.of(with(bare, "summary", "B")))))
        .containsExactly(ChangeType.EVENT_UPDATED);
  }

  @Test
  void theEndOfAFullSyncRemovesWhatGoogleDidNotName() {
    TurnPlan plan = Diff.sweep(List.of(LUNCH));

    assertThat(plan.removals()).containsExactly(LUNCH.id());
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_DELETED);
  }

  @Test
  void anInstanceToldAsDeletedIsNotToldAgainWhenItsSeriesGoes() {
    EventResource master = event("s", "\"1\"", "Stand-up");
    EventResource cancelled = cancelledInstance("s_1", "\"1\"", "s");

    TurnPlan plan = Diff.plan(held(master, cancelled), List.of(tombstone("s")));

    assertThat(plan.removals()).containsExactlyInAnyOrder(master.id(), cancelled.id());
    assertThat(plan.changes()).extracting(ChangeDraft::event).containsExactly(master.id());
    assertThat(plan.quiet()).containsExactly(cancelled.id());
  }

  @Test
  void theEndOfAFullSyncTellsNothingOfWhatWasToldAsDeleted() {
    EventResource cancelled = cancelledInstance("s_1", "\"1\"", "s");

    TurnPlan plan = Diff.sweep(List.of(LUNCH, cancelled));

    assertThat(plan.removals()).containsExactly(LUNCH.id(), cancelled.id());
    assertThat(plan.changes()).extracting(ChangeDraft::event).containsExactly(LUNCH.id());
    assertThat(plan.quiet()).containsExactly(cancelled.id());
  }

  @Test
  void aCancelledInstanceWithANewVersionIsHeldQuietly() {
    EventResource later = cancelledInstance("s_1", "\"2\"", "s");

    TurnPlan plan = Diff.plan(held(cancelledInstance("s_1", "\"1\"", "s")), List.of(later));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.saves()).containsExactly(later);
    assertThat(plan.quiet()).containsExactly(later.id());
  }

  @Test
  void whatIsToldIsNotQuiet() {
    TurnPlan plan = Diff.plan(held(event("old", "\"1\"", "Old")), List.of(LUNCH, tombstone("old")));

    assertThat(plan.quiet()).isEmpty();
  }

  @Test
  void aPoisonedEventLeavesWhatWeHoldAndIsNotSweptAway() {
    Poison poison = poison("lunch");

    TurnPlan plan = Diff.plan(held(LUNCH), List.of(), List.of(poison));

    assertThat(changesNothing(plan)).isTrue();
    assertThat(plan.seen()).containsExactly(LUNCH.id());
    assertThat(plan.isolation().poisoned()).containsExactly(poison);
  }

  @Test
  void whatIsNamedAndWellIsLetOutOfQuarantine() {
    TurnPlan plan = Diff.plan(Map.of(), List.of(LUNCH, tombstone("never held")));

    assertThat(plan.isolation().released()).containsExactly(LUNCH.id(), new EventId("never held"));
  }

  @Test
  void aPoisonedEventThatIsDeletedOnTheSamePageIsGone() {
    TurnPlan plan = Diff.plan(held(LUNCH), List.of(tombstone("lunch")), List.of(poison("lunch")));

    assertThat(plan.removals()).containsExactly(LUNCH.id());
    assertThat(plan.seen()).isEmpty();
  }

  private static Poison poison(String id) {
    return new Poison(id, new EventId(id), Poison.Reason.TOO_LARGE, "large", 1_000_000, "{");
  }

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

  private static List<ChangeType> types(TurnPlan plan) {
    return plan.changes().stream().map(ChangeDraft::type).toList();
  }

  private static boolean changesNothing(TurnPlan plan) {
    return plan.saves().isEmpty() && plan.removals().isEmpty() && plan.changes().isEmpty();
  }
}
