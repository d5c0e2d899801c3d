package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.sync.lease.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction wrote, as those who read it are to be told.
 *
 * @param lease renewed by it
 * @param changes as they stand in the log
 * @param states the rows these changes are about, as they stand in the mirror
 * @param owed whether there is more to tell, which only the database knows
 */
record Committed(Lease lease, List<Change> changes, List<State> states, boolean owed) {
  /** A row of the mirror; null when there is none. */
  record State(EventId event, @Nullable String resource) {}
}
