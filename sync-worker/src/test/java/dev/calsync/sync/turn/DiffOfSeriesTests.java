package dev.calsync.sync.turn;

import static dev.calsync.sync.turn.Events.LUNCH;
import static dev.calsync.sync.turn.Events.cancelledInstance;
import static dev.calsync.sync.turn.Events.event;
import static dev.calsync.sync.turn.Events.held;
import static dev.calsync.sync.turn.Events.instance;
import static dev.calsync.sync.turn.Events.tombstone;
import static dev.calsync.sync.turn.Plans.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChangeType;
import dev.calsync.model.EventResource;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Series and their instances: cancelled, come back, gone with their series, told no more than once.
 */
class DiffOfSeriesTests {
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
  void anInstanceToldAsDeletedIsNotToldAgainWhenItsSeriesGoes() {
    EventResource master = event("s", "\"1\"", "Stand-up");
    EventResource cancelled = cancelledInstance("s_1", "\"1\"", "s");

    TurnPlan plan = Diff.plan(held(master, cancelled), List.of(tombstone("s")));

    assertThat(plan.removals()).containsExactlyInAnyOrder(master.id(), cancelled.id());
    assertThat(plan.changes()).extracting(ChangeDraft::event).containsExactly(master.id());
    assertThat(plan.quiet()).containsExactly(cancelled.id());
  }

  @Test
  void anInstanceThatIsNamedAsCancelledBehindItsSeriesGoesAndIsToldOnce() {
    EventResource master = event("s", "\"1\"", "Stand-up");
    EventResource moved = instance("s_1", "\"1\"", "s");
    List<EventResource> page =
        List.of(
            tombstone("s"),
            cancelledInstance("s_1", "\"2\"", "s"),
            cancelledInstance("s_2", "\"2\"", "s"));

    TurnPlan plan = Diff.plan(held(master, moved), page);

    assertThat(plan.saves()).isEmpty();
    assertThat(plan.changes())
        .extracting(ChangeDraft::event)
        .containsExactlyInAnyOrder(master.id(), moved.id());
    assertThat(Diff.plan(Map.of(), page).changes()).isEmpty();
  }

  @Test
  void aSeriesThatIsBackOnTheSamePageKeepsItsCancelledInstances() {
    EventResource back = event("s", "\"3\"", "Stand-up");
    EventResource cancelled = cancelledInstance("s_1", "\"4\"", "s");

    TurnPlan plan = Diff.plan(Map.of(), List.of(tombstone("s"), back, cancelled));

    assertThat(plan.saves()).containsExactly(back, cancelled);
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
}
