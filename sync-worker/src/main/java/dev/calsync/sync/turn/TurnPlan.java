package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a page of Google's answer means for us.
 *
 * @param saves events to hold as they are now
 * @param removals events to hold no longer
 * @param seen events that are as we hold them
 * @param changes what to announce, in this order
 * @param isolation what to put into quarantine, and what to let out
 */
record TurnPlan(
    Collection<EventResource> saves,
    Collection<EventId> removals,
    Collection<EventId> seen,
    List<ChangeDraft> changes,
    Isolation isolation) {

  /** A plan that says nothing but this. */
  static TurnPlan telling(ChangeDraft change) {
    return new TurnPlan(List.of(), Set.of(), Set.of(), List.of(change), Isolation.NONE);
  }

  /** The same plan, with other words. */
  TurnPlan telling(List<ChangeDraft> others) {
    return new TurnPlan(saves, removals, seen, others, isolation);
  }

  /** The same plan, at the end of a full sync. */
  TurnPlan sweeping() {
    return new TurnPlan(saves, removals, seen, changes, Isolation.SWEEP);
  }

  /**
   * Events whose row changes although nothing about them is announced, such as a cancelled instance
   * that got a new etag. The state topic has to be told of them all the same.
   */
  Set<EventId> quiet() {
    Set<EventId> quiet = new LinkedHashSet<>(removals);
    saves.forEach(event -> quiet.add(event.id()));
    quiet.removeAll(told());
    return quiet;
  }

  /** Events that something is announced about. */
  Set<EventId> told() {
    Set<EventId> told = new LinkedHashSet<>();
    for (ChangeDraft change : changes) {
      if (change.isAboutAnEvent() && change.event() != null) {
        told.add(change.event());
      }
    }
    return told;
  }
}
