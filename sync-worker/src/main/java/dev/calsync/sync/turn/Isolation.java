package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.sync.google.Poison;
import java.util.Collection;
import java.util.List;

/**
 * What a page means for the quarantine.
 *
 * @param released events that were named and can be kept, or are gone: not poisoned any more
 * @param gone events that are gone; a series has taken its exceptions along, which nobody names
 * @param poisoned what cannot be kept
 * @param sweeps whether a full sync ends here: what it did not name is not poisoned any more
 */
record Isolation(
    Collection<EventId> released, Collection<EventId> gone, List<Poison> poisoned, boolean sweeps) {
  static final Isolation NONE = new Isolation(List.of(), List.of(), List.of(), false);

  /** The end of a full sync. */
  static final Isolation SWEEP = new Isolation(List.of(), List.of(), List.of(), true);
}
