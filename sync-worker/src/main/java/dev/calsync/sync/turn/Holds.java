package dev.calsync.sync.turn;

import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import org.springframework.stereotype.Component;

/** Where turns get hold of their calendars. */
@Component
class Holds {
  private final Committing committing;
  private final ChangePublisher publisher;
  private final LeasedCalendars leased;
  private final RightOfWay way;

  Holds(Committing committing, ChangePublisher publisher, LeasedCalendars leased, RightOfWay way) {
    this.committing = committing;
    this.publisher = publisher;
    this.leased = leased;
    this.way = way;
  }

  Hold of(Lease lease) {
    var passage = way.enter(Kind.of(lease) == Kind.LIVE);
    return new Hold(lease, committing, publisher, leased, passage);
  }
}
