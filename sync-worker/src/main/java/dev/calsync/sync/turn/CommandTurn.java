package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.command.CommandExecution;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.command.CommandInbox.Waiting;
import dev.calsync.sync.command.CommandOutcome;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part of a turn that executes waiting edits, in order, and tells what became of each. */
@Component
class CommandTurn {
  /** So that edits alone cannot keep a calendar from being read. */
  private static final int PER_TURN = 50;

  private final CommandInbox inbox;
  private final CommandExecution execution;
  private final Mirror mirror;
  private final Committing committing;
  private final ChangePublisher publisher;
  private final LeasedCalendars leased;

  CommandTurn(
      CommandInbox inbox,
      CommandExecution execution,
      Mirror mirror,
      Committing committing,
      ChangePublisher publisher,
      LeasedCalendars leased) {
    this.inbox = inbox;
    this.execution = execution;
    this.mirror = mirror;
    this.committing = committing;
    this.publisher = publisher;
    this.leased = leased;
  }

  Executed execute(Lease lease, AccessToken token, long publishedSeq) {
    Lease current = lease;
    long published = publishedSeq;
    for (int i = 0; i < PER_TURN; i++) {
      Optional<Waiting> next = inbox.next(lease.calendar());
      if (next.isEmpty()) {
        break;
      }
      leased.requireHeld(current);
      Command command = next.get().command();
      switch (outcome(token, lease, next.get())) {
        case CommandOutcome.Applied applied -> current = commit(current, command, applied);
        case CommandOutcome.Rejected rejected -> current = commit(current, command, rejected);
        case CommandOutcome.Undecided(var fault) when !next.get().overdue() -> {
          return new Executed(current, published, fault);
        }
        case CommandOutcome.Undecided(var fault) ->
            current = commit(current, command, new CommandOutcome.Rejected(fault.reason(), null));
      }
      published = publisher.publishAfter(current, published);
    }
    return new Executed(current, published, null);
  }

  /** An edit of the day before yesterday would surprise its author, and whoever gets the mails. */
  private CommandOutcome outcome(AccessToken token, Lease lease, Waiting waiting) {
    return waiting.stale()
        ? new CommandOutcome.Rejected("waitedTooLong", null)
        : execution.execute(token, lease.subject().googleCalendarId(), waiting.command());
  }

  /**
   * Says of every waiting edit that it cannot be done, as nobody could tell when.
   *
   * @return the lease, renewed
   */
  Lease rejectAll(Lease lease, String reason) {
    Lease current = lease;
    Optional<Waiting> next = inbox.next(lease.calendar());
    while (next.isPresent()) {
      var rejected = new CommandOutcome.Rejected(reason, null);
      current = commit(current, next.get().command(), rejected);
      next = inbox.next(lease.calendar());
    }
    return current;
  }

  /** The answer's etag goes into the mirror at once, so that the echo of the edit is none. */
  private Lease commit(Lease lease, Command command, CommandOutcome.Applied applied) {
    List<EventResource> answered =
        Stream.concat(
                applied.saved().stream(),
                applied.removed().stream().map(id -> cancelled(lease.calendar(), id)))
            .toList();
    TurnPlan plan = Diff.plan(mirror.held(lease.calendar(), answered), answered);
    EventResource event = applied.saved().isEmpty() ? null : applied.saved().getFirst();
    List<ChangeDraft> changes = new ArrayList<>();
    plan.changes().forEach(change -> changes.add(change.by(command.commandId())));
    changes.add(ChangeDraft.applied(command.commandId(), event));
    return committing.commit(
        lease,
        Origin.WRITE,
        plan.telling(changes),
        lease.progress(),
        () -> inbox.finish(command.commandId(), true, null, event));
  }

  /** An instance stays known as cancelled, else its series would show it again. */
  private EventResource cancelled(CalendarId calendar, EventId id) {
    var tombstone = new EventResource(Map.of("id", id.value(), "status", "cancelled"));
    EventResource held = mirror.held(calendar, List.of(tombstone)).get(id);
    if (held == null || held.recurringEventId() == null) {
      return tombstone;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(held.fields());
    fields.put("status", "cancelled");
    fields.remove("etag"); // Not that of the version before.
    return new EventResource(fields);
  }

  private Lease commit(Lease lease, Command command, CommandOutcome.Rejected rejected) {
    var told = ChangeDraft.rejected(command.commandId(), rejected.reason(), rejected.server());
    return committing.commit(
        lease,
        Origin.WRITE,
        TurnPlan.telling(told),
        lease.progress(),
        () -> inbox.finish(command.commandId(), false, rejected.reason(), rejected.server()));
  }

  /**
   * How far the edits came.
   *
   * @param undecided what keeps the next one from being decided; null when none is waiting
   */
  record Executed(Lease lease, long published, @Nullable GoogleFault undecided) {}
}
