package dev.calsync.sync.turn;

import dev.calsync.model.Origin;
import dev.calsync.sync.lease.FencedException;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Progress;
import dev.calsync.sync.turn.ChangePublisher.Sending;
import java.util.List;
import org.springframework.kafka.KafkaException;

/**
 * One turn's hold on its calendar: the lease, which each commit renews, and how far those who read
 * the changes have been told. What a commit wrote is sent at once, from memory, and acknowledged
 * while the next is prepared; never are two on their way. What is not the very next number, or is
 * owed besides, is read from the database.
 */
final class Hold implements AutoCloseable {
  private final Committing committing;
  private final ChangePublisher publisher;
  private final LeasedCalendars leased;
  private Lease lease;
  private Progress progress;
  private long told;
  private long noted;
  private Sending onItsWay;

  Hold(Lease lease, Committing committing, ChangePublisher publisher, LeasedCalendars leased) {
    this.lease = lease;
    this.progress = lease.progress();
    this.committing = committing;
    this.publisher = publisher;
    this.leased = leased;
    this.told = lease.standing().told().upTo();
    this.noted = told;
    this.onItsWay = Sending.nothing(lease.calendar(), told);
  }

  Lease lease() {
    return lease;
  }

  /**
   * How far the reading has come by what was committed; that of the lease is where the turn began.
   */
  Progress progress() {
    return progress;
  }

  /** Tells what a predecessor left. */
  void tellTail() {
    if (!lease.standing().told().all()) {
      tellFromLog();
    }
  }

  /** Commits, then tells. */
  void commit(Origin origin, TurnPlan plan, Progress next, Runnable also) {
    Committed committed = committing.commit(lease, told, origin, plan, next, also);
    lease = committed.lease();
    progress = next;
    noted = told;
    tell(committed);
  }

  void commit(Origin origin, TurnPlan plan, Progress next) {
    commit(origin, plan, next, () -> {});
  }

  private void tell(Committed committed) {
    settle();
    List<Change> changes = committed.changes();
    boolean next = changes.isEmpty() || changes.getFirst().seq() == told + 1;
    if (committed.owed() || !next) {
      tellFromLog();
    } else if (!changes.isEmpty()) {
      onItsWay = publisher.send(lease, changes, committed.states());
    }
  }

  private void tellFromLog() {
    told = publisher.publishAfter(lease, told);
    noted = told;
    onItsWay = Sending.nothing(lease.calendar(), told);
  }

  /**
   * Waits for what is on its way.
   *
   * @return the last number that is in Kafka
   */
  long settle() {
    told = publisher.settled(lease, onItsWay);
    onItsWay = Sending.nothing(lease.calendar(), told);
    return told;
  }

  /**
   * Waits for what is on its way, and notes it where no commit will. That this turn was overtaken
   * is found out by whoever lets go, too, and there it is known how it ended.
   */
  void note() {
    if (settle() > noted) {
      try {
        leased.published(lease, told);
        noted = told;
      } catch (FencedException _) {
        // Who has it now tells it once more.
      }
    }
  }

  /** Nothing of ours may still be on its way when the next turn sends what is newer. */
  @Override
  public void close() {
    try {
      settle();
    } catch (KafkaException _) {
      // They stay in the log, for the next turn.
    }
  }
}
