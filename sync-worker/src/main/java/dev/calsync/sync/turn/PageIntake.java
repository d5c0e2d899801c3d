package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.Poison;
import dev.calsync.sync.lease.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  PageIntake(Mirror mirror) {
    this.mirror = mirror;
  }

  /**
   * Takes a page in; only with its last event the reading has come to {@code next}.
   *
   * @return what it changed
   */
  List<ChangeDraft> take(Hold hold, Origin origin, ListAnswer.Page page, Steps steps) {
    var taking = new Taking(hold, origin);
    CalendarId calendar = hold.lease().calendar();
    var pieces =
        Pieces.of(
            page.events(), steps.now().fullSyncing(), piece -> mirror.bytesHeld(calendar, piece));
    for (List<EventResource> piece : pieces.subList(0, pieces.size() - 1)) {
      taking.commit(piece, List.of(), steps.standing());
    }
    taking.commit(pieces.getLast(), page.poisoned(), steps);
    return taking.changes;
  }

  /**
   * Removes what {@code progress}' full sync has not named.
   *
   * @return how many events that were
   */
  int sweep(Hold hold, Progress progress) {
    return new Sweep(mirror).sweep(hold, progress);
  }

  /** Removes all there is. */
  void forget(Hold hold) {
    Progress gone = new Progress(null, null, hold.progress().fullSyncGen() + 1, false);
    sweep(hold, gone);
    var nothing = new TurnPlan(List.of(), Set.of(), Set.of(), List.of(), Isolation.SWEEP);
    hold.commit(Origin.RESYNC, nothing, gone);
  }

  /**
   * From where to where a page leads.
   *
   * @param now while some of its events are not in the mirror
   */
  record Steps(Progress now, Progress next) {
    /** For a part of it. */
    Steps standing() {
      return new Steps(now, now);
    }
  }

  /** A page on its way in. */
  private final class Taking {
    private final Hold hold;
    private final Origin origin;
    private final List<ChangeDraft> changes = new ArrayList<>();
    private int refusals;

    Taking(Hold hold, Origin origin) {
      this.hold = hold;
      this.origin = origin;
    }

    void commit(List<EventResource> events, List<Poison> poisoned, Steps steps) {
      var held = mirror.held(hold.lease().calendar(), events);
      TurnPlan plan = Diff.plan(held, events, poisoned);
      try {
        hold.commit(origin, plan, steps.next());
        changes.addAll(plan.changes());
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
        commit(events.subList(0, half), List.of(), steps.standing());
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
