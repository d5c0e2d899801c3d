package dev.calsync.sync.turn;

import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import org.springframework.stereotype.Component;

/** Where turns get hold of their calendars. */
@Component
class Holds {
  private final Committing committing;
  private final ChangePublisher publisher;
  private final LeasedCalendars leased;

  Holds(Committing committing, ChangePublisher publisher, LeasedCalendars leased) {
    this.committing = committing;
    this.publisher = publisher;
    this.leased = leased;
  }

  Hold of(Lease lease) {
    return new Hold(lease, committing, publisher, leased);
  }
}
