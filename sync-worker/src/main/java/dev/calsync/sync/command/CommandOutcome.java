package dev.calsync.sync.command;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.GoogleFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an edit. */
public sealed interface CommandOutcome {
  /**
   * Google did it.
   *
   * @param saved the events as they stand at Google now; the first is the edited one, unless that
   *     is an instance that was cancelled
   */
  record Applied(List<EventResource> saved, List<EventId> removed) implements CommandOutcome {}

  /**
   * Google will not do it.
   *
   * @param server the event as it stands at Google, where that explains the refusal
   */
  record Rejected(String reason, @Nullable EventResource server) implements CommandOutcome {}

  /** Nobody knows yet; it stays the next in line. */
  record Undecided(GoogleFault fault) implements CommandOutcome {}
}
