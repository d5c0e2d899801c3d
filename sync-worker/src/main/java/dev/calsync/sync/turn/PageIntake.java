package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.Poison;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes in what was read: compare, commit, announce. An event that the database refuses is found by
 * halving the page and put into quarantine; the others go on.
 */
@Component
class PageIntake {
  /** More refusals in one page than this are no matter of single events. */
  private static final int MOST_REFUSALS = 20;

  private final Mirror mirror;
  private final Committing committing;
  private final ChangePublisher publisher;

  PageIntake(Mirror mirror, Committing committing, ChangePublisher publisher) {
    this.mirror = mirror;
    this.committing = committing;
    this.publisher = publisher;
  }

  /** Announces what a predecessor left. */
  long announce(Lease lease, long published) {
    return publisher.publishAfter(lease, published);
  }

  /** Takes a page in; only with its last event the reading has come to {@code next}. */
  Taken take(Lease lease, long published, Origin origin, ListAnswer.Page page, Steps steps) {
    var taking = new Taking(lease, origin);
    taking.commit(page.events(), page.poisoned(), steps);
    return new Taken(
        taking.lease,
        taking.unannounced ? publisher.publishAfter(taking.lease, published) : published,
        taking.changes);
  }

  /** Says where in a full sync we are. */
  Taken mark(Lease lease, long published, Origin origin, TurnPlan marker, Progress progress) {
    Lease renewed = committing.commit(lease, origin, marker, progress);
    return new Taken(renewed, publisher.publishAfter(renewed, published), List.of());
  }

  /** Removes what {@code progress}' full sync has not named. */
  Sweep.Swept sweep(Lease lease, long published, Progress progress) {
    return new Sweep(mirror, committing, publisher).sweep(lease, progress, published);
  }

  /**
   * From where to where a page leads.
   *
   * @param now while some of its events are not in the mirror
   */
  record Steps(Progress now, Progress next) {}

  /** How far it came. */
  record Taken(Lease lease, long published, List<ChangeDraft> changes) {}

  /** A page on its way in. */
  private final class Taking {
    private final Origin origin;
    private final List<ChangeDraft> changes = new ArrayList<>();
    private Lease lease;
    private boolean unannounced;
    private int refusals;

    Taking(Lease lease, Origin origin) {
      this.lease = lease;
      this.origin = origin;
    }

    void commit(List<EventResource> events, List<Poison> poisoned, Steps steps) {
      TurnPlan plan = Diff.plan(mirror.held(lease.calendar(), events), events, poisoned);
      try {
        lease = committing.commit(lease, origin, plan, steps.next());
        changes.addAll(plan.changes());
        unannounced |= !plan.changes().isEmpty() || !plan.quiet().isEmpty();
      } catch (DataAccessException e) {
        if (events.isEmpty() || !DataRefusal.is(e)) {
          throw e;
        }
        divide(events, poisoned, steps, e);
      }
    }

    private void divide(
        List<EventResource> events, List<Poison> poisoned, Steps steps, DataAccessException e) {
      if (events.size() > 1) {
        int half = events.size() / 2;
        commit(events.subList(0, half), List.of(), new Steps(steps.now(), steps.now()));
        commit(events.subList(half, events.size()), poisoned, steps);
        return;
      }
      if (++refusals > MOST_REFUSALS) {
        throw e;
      }
      List<Poison> all = new ArrayList<>(poisoned);
      all.add(Poison.refused(events.getFirst(), String.valueOf(e.getMostSpecificCause())));
      commit(List.of(), all, steps);
    }
  }
}
