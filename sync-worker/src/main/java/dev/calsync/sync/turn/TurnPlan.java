package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.Collection;
import java.util.List;

/**
 * What a page of Google's answer means for us.
 *
 * @param saves events to hold as they are now
 * @param removals events to hold no longer
 * @param seen events that are as we hold them
 * @param changes what to announce, in this order
 */
record TurnPlan(
    Collection<EventResource> saves,
    Collection<EventId> removals,
    Collection<EventId> seen,
    List<ChangeDraft> changes) {}
