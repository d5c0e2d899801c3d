package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import java.util.List;

/** The end of a full sync: what Google did not name any more is removed, and said to be. */
final class Sweep {
  private static final int BATCH = 500;

  private final Mirror mirror;
  private final Committing committing;
  private final ChangePublisher publisher;

  Sweep(Mirror mirror, Committing committing, ChangePublisher publisher) {
    this.mirror = mirror;
    this.committing = committing;
    this.publisher = publisher;
  }

  /** Removes, batch by batch, what {@code progress}' full sync has not seen. */
  Swept sweep(Lease lease, Progress progress, long publishedSeq) {
    Lease current = lease;
    long published = publishedSeq;
    int removed = 0;
    List<EventResource> unseen;
    do {
      unseen = mirror.unseen(lease.calendar(), progress.fullSyncGen(), BATCH);
      if (!unseen.isEmpty()) {
        current = committing.commit(current, Origin.RESYNC, Diff.sweep(unseen), progress);
        published = publisher.publishAfter(current, published);
        removed += unseen.size();
      }
    } while (!unseen.isEmpty());
    return new Swept(current, published, removed);
  }

  record Swept(Lease lease, long published, int removed) {}
}
