package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Command.MoveEvent;
import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.sync.command.CommandExecution;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.command.CommandInbox.Waiting;
import dev.calsync.sync.command.CommandOutcome;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Parking;
import dev.calsync.sync.lease.Poke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private final LeasedCalendars leased;
  private final DueCalendars due;

  CommandTurn(
      CommandInbox inbox,
      CommandExecution execution,
      Mirror mirror,
      LeasedCalendars leased,
      DueCalendars due) {
    this.inbox = inbox;
    this.execution = execution;
    this.mirror = mirror;
    this.leased = leased;
    this.due = due;
  }

  /**
   * Executes what waits.
   *
   * @param renewed whether the token is a new one, asked for because another was not accepted
   * @return what keeps the next one from being decided; null when none is waiting
   */
  @Nullable GoogleFault execute(Hold hold, AccessToken token, boolean renewed) {
    CalendarId calendar = hold.lease().calendar();
    for (int i = 0; i < PER_TURN; i++) {
      Optional<Waiting> next = inbox.next(calendar);
      if (next.isEmpty() || hold.lease().standing().removed()) {
        break;
      }
      leased.requireHeld(hold.lease());
      Command command = next.get().command();
      switch (outcome(token, hold.lease(), next.get())) {
        case CommandOutcome.Applied applied -> commit(hold, command, applied);
        case CommandOutcome.Rejected rejected -> commit(hold, command, rejected);
        case CommandOutcome.Undecided(var fault) -> {
          // Read again: it may have been begun just now.
          if (!wasTried(fault, renewed)
              || inbox.next(calendar).filter(Waiting::isPatient).isPresent()) {
            rejectBehind(hold, fault);
            return fault;
          }
          commit(hold, command, CommandExecution.givenUp(fault));
        }
      }
    }
    return null;
  }

  /** Whether Google was asked, by somebody it might know; else nobody loses patience yet. */
  private static boolean wasTried(GoogleFault fault, boolean renewed) {
    return switch (fault) {
      case GoogleFault.NoBudget _ -> false;
      case GoogleFault.Unauthorized _ -> renewed;
      case GoogleFault.Transient _,
          GoogleFault.RateLimited _,
          GoogleFault.Forbidden _,
          GoogleFault.TokenDead _,
          GoogleFault.QuotaExceeded _,
          GoogleFault.AccessLost _,
          GoogleFault.NotFound _,
          GoogleFault.Stale _,
          GoogleFault.AlreadyExists _,
          GoogleFault.AlreadyGone _,
          GoogleFault.Refused _ ->
          true;
    };
  }

  /** An edit of the day before yesterday would surprise its author, and whoever gets the mails. */
  private CommandOutcome outcome(AccessToken token, Lease lease, Waiting waiting) {
    return waiting.isTooLate()
        ? new CommandOutcome.Rejected("waitedTooLong", null)
        : execution.execute(token, lease.subject(), waiting.command());
  }

  /** Says of every waiting edit that it cannot be done, as its calendar will be there no more. */
  void rejectAll(Hold hold, String reason) {
    rejectAll(hold, reason, inbox::next);
  }

  /**
   * The same, as nobody knows when its calendar takes turns again; what is half done is ended once
   * it does.
   */
  void rejectUnbegun(Hold hold, Parking why) {
    String reason =
        switch (why) {
          case NEEDS_REAUTHORIZATION -> "needsReauthorization";
          case ACCESS_LOST -> "accessLost";
        };
    rejectAll(hold, reason, inbox::nextUnbegun);
  }

  /** Whoever would wait for hours, only to be refused for the same reason, is told now. */
  private void rejectBehind(Hold hold, GoogleFault fault) {
    if (fault instanceof GoogleFault.QuotaExceeded) {
      rejectAll(hold, CommandExecution.givenUp(fault).reason(), inbox::nextUnbegun);
    }
  }

  private void rejectAll(
      Hold hold, String reason, Function<CalendarId, Optional<Waiting>> waiting) {
    Optional<Waiting> next = waiting.apply(hold.lease().calendar());
    while (next.isPresent()) {
      commit(hold, next.get().command(), new CommandOutcome.Rejected(reason, null));
      next = waiting.apply(hold.lease().calendar());
    }
  }

  /** The answer's etag goes into the mirror at once, so that the echo of the edit is none. */
  private void commit(Hold hold, Command command, CommandOutcome.Applied applied) {
    Lease lease = hold.lease();
    List<EventResource> answered = new ArrayList<>(applied.saved());
    applied.removed().forEach(id -> answered.add(cancelled(lease.calendar(), id)));
    answered.addAll(severed(lease.calendar(), command));
    lookAtDestination(command);
    TurnPlan plan = Diff.plan(mirror.held(lease.calendar(), answered), answered);
    EventResource event =
        applied.saved().stream().filter(it -> !it.isCancelled()).findFirst().orElse(null);
    List<ChangeDraft> changes = new ArrayList<>();
    plan.changes().forEach(change -> changes.add(change.by(command.commandId())));
    changes.add(ChangeDraft.applied(command.commandId(), event));
    hold.commit(
        Origin.WRITE,
        plan.telling(changes),
        hold.progress(),
        () -> inbox.finish(command.commandId(), true, null, event));
  }

  /** The exceptions that went with the instances a series has lost. */
  private List<EventResource> severed(CalendarId calendar, Command command) {
    return command instanceof SplitSeries split
        ? mirror.exceptions(calendar, split.eventId()).stream()
            .filter(new SeriesEnd(split.from())::cutsOff)
            .map(exception -> tombstone(exception.id()))
            .toList()
        : List.of();
  }

  /**
   * What was moved is read where it has arrived, in a turn of that calendar's own. It is asked for
   * before this one's effect is committed: asked for in vain is better than not.
   */
  private void lookAtDestination(Command command) {
    if (command instanceof MoveEvent move) {
      due.poke(Map.of(move.destination(), Poke.ONCE), Asked.BY_US);
    }
  }

  private static EventResource tombstone(EventId id) {
    return new EventResource(Map.of("id", id.value(), "status", "cancelled"));
  }

  /**
   * An instance stays known as cancelled, else its series would show it again; so also where Google
   * could not be asked for what it knows of it.
   */
  private EventResource cancelled(CalendarId calendar, EventId id) {
    EventResource tombstone = tombstone(id);
    EventResource held = mirror.held(calendar, List.of(tombstone)).get(id);
    if (held == null || held.recurringEventId() == null) {
      return tombstone;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(held.fields());
    fields.put("status", "cancelled");
    fields.remove("etag"); // Not that of the version before.
    return new EventResource(fields);
  }

  private void commit(Hold hold, Command command, CommandOutcome.Rejected rejected) {
    var told = ChangeDraft.rejected(command.commandId(), rejected.reason(), rejected.server());
    hold.commit(
        Origin.WRITE,
        TurnPlan.telling(told),
        hold.progress(),
        () -> inbox.finish(command.commandId(), false, rejected.reason(), rejected.server()));
  }
}
