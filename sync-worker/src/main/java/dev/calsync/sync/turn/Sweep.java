package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Progress;
import java.util.List;

/** The end of a full sync: what Google did not name any more is removed, and said to be. */
final class Sweep {
  private static final int BATCH = 500;

  private final Mirror mirror;

  Sweep(Mirror mirror) {
    this.mirror = mirror;
  }

  /**
   * Removes, batch by batch, what {@code progress}' full sync has not seen.
   *
   * @return how many events that were
   */
  int sweep(Hold hold, Progress progress) {
    int removed = 0;
    List<EventResource> unseen;
    do {
      unseen =
          mirror.unseen(hold.lease().calendar(), progress.fullSyncGen(), BATCH, Pieces.MOST_BYTES);
      if (!unseen.isEmpty()) {
        hold.commit(Origin.RESYNC, Diff.sweep(unseen), progress);
        removed += unseen.size();
      }
    } while (!unseen.isEmpty());
    return removed;
  }
}
