package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Fenced;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Progress;
import dev.calsync.sync.turn.Committed.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

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
  private final JsonMapper json;

  Committing(
      TransactionTemplate transaction,
      LeasedCalendars leased,
      Mirror mirror,
      Quarantine quarantine,
      ChangeLog log,
      JsonMapper json) {
    this.transaction = transaction;
    this.leased = leased;
    this.mirror = mirror;
    this.quarantine = quarantine;
    this.log = log;
    this.json = json;
  }

  /**
   * Commits a plan and how far reading and telling have come.
   *
   * @param told everything up to this number is in Kafka
   * @param also what else is to happen or not with it
   * @throws dev.calsync.sync.lease.FencedException when the calendar was taken over; nothing is
   *     written
   */
  Committed commit(
      Lease lease, long told, Origin origin, TurnPlan plan, Progress progress, Runnable also) {
    EventTexts texts = new EventTexts(json);
    return transaction.execute(_ -> {
      Fenced fenced = leased.advance(lease, plan.changes().size(), progress, told);
      mirror.apply(lease.calendar(), plan, progress.fullSyncGen(), texts);
      quarantine.apply(
          lease.calendar(), plan.isolation(), progress.fullSyncGen(), fenced.quarantined());
      List<Change> changes = log.append(lease, fenced.lastSeq(), origin, plan.changes(), texts);
      boolean quiet = log.owe(lease.calendar(), plan.quiet());
      also.run();
      return new Committed(fenced.lease(), changes, states(plan, texts), fenced.owed() || quiet);
    });
  }

  private static List<State> states(TurnPlan plan, EventTexts texts) {
    Map<EventId, EventResource> saved = new HashMap<>();
    plan.saves().forEach(event -> saved.put(event.id(), event));
    return plan.told().stream()
        .map(id -> {
          EventResource event = saved.get(id);
          return new State(id, event == null ? null : texts.of(event));
        })
        .toList();
  }
}
