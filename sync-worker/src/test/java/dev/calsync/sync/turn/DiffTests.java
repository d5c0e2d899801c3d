package dev.calsync.sync.turn;

import static dev.calsync.sync.turn.Events.LUNCH;
import static dev.calsync.sync.turn.Events.event;
import static dev.calsync.sync.turn.Events.held;
import static dev.calsync.sync.turn.Events.tombstone;
import static dev.calsync.sync.turn.Events.with;
import static dev.calsync.sync.turn.Plans.changesNothing;
import static dev.calsync.sync.turn.Plans.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.Poison;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page comes to beside what is held: what is saved, removed, told and let out. */
class DiffTests {
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
  void aTitleThatIsHiddenFromUsGoesThoughTheVersionStaysAndIsNotToldOnceMore() {
    EventResource hidden = new EventResource(Map.of("id", "lunch", "etag", "\"1\""));

    TurnPlan plan = Diff.plan(held(LUNCH), List.of(hidden));

    assertThat(plan.saves()).containsExactly(hidden);
    assertThat(types(plan)).containsExactly(ChangeType.EVENT_UPDATED);
    assertThat(plan.changes().getFirst().data().changed()).contains("summary");
    assertThat(plan.changes().getFirst().data().toString()).doesNotContain("Lunch");
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
}
