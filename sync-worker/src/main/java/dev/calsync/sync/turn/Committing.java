package dev.calsync.sync.turn;

import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Progress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one transaction in which mirror, numbered changes and cursor move together: the sync token
 * never passes a change that is not in the log.
 */
@Component
class Committing {
  private final TransactionTemplate transaction;
  private final LeasedCalendars leased;
  private final Mirror mirror;
  private final Quarantine quarantine;
  private final ChangeLog log;

  Committing(
      TransactionTemplate transaction,
      LeasedCalendars leased,
      Mirror mirror,
      Quarantine quarantine,
      ChangeLog log) {
    this.transaction = transaction;
    this.leased = leased;
    this.mirror = mirror;
    this.quarantine = quarantine;
    this.log = log;
  }

  /**
   * Commits a plan and how far the reading has come.
   *
   * @return the lease, renewed
   * @throws dev.calsync.sync.lease.FencedException when the calendar was taken over; nothing is
   *     written
   */
  Lease commit(Lease lease, Origin origin, TurnPlan plan, Progress progress, Runnable also) {
    return transaction.execute(_ -> {
      long lastSeq = leased.fence(lease);
      mirror.apply(lease.calendar(), plan, progress.fullSyncGen());
      quarantine.apply(lease.calendar(), plan.isolation(), progress.fullSyncGen());
      lastSeq = log.append(lease, lastSeq, origin, plan.changes());
      log.owe(lease.calendar(), plan.quiet());
      also.run();
      return leased.advance(lease, lastSeq, progress);
    });
  }

  Lease commit(Lease lease, Origin origin, TurnPlan plan, Progress progress) {
    return commit(lease, origin, plan, progress, () -> {});
  }
}
