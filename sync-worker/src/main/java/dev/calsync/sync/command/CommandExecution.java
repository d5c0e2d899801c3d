package dev.calsync.sync.command;

import static dev.calsync.sync.command.Answers.applied;
import static dev.calsync.sync.command.Answers.conflict;
import static dev.calsync.sync.command.Answers.failed;
import static dev.calsync.sync.command.Answers.removed;
import static dev.calsync.sync.command.Answers.undecided;

import dev.calsync.model.Command;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.JoinSeries;
import dev.calsync.model.Command.MoveEvent;
import dev.calsync.model.Command.RespondToInvitation;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Lease.Subject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Carries one edit to Google. Doing it again does it once: an insert brings its own id, an update
 * or a deletion names the version it is about.
 */
@Component
public class CommandExecution {
  /** The id of an instance is its series' and where the rule puts it. */
  private static final Pattern INSTANCE = Pattern.compile(".+_\\d{8}(T\\d{6}Z)?");

  private final GoogleCalendar google;
  private final SplitExecution splits;
  private final JoinExecution joins;
  private final MoveExecution moves;
  private final AnswerExecution answers;

  CommandExecution(
      GoogleCalendar google,
      SplitExecution splits,
      JoinExecution joins,
      MoveExecution moves,
      AnswerExecution answers) {
    this.google = google;
    this.splits = splits;
    this.joins = joins;
    this.moves = moves;
    this.answers = answers;
  }

  /** What Google says to the edit, in the calendar that {@code subject} is. */
  public CommandOutcome execute(AccessToken token, Subject subject, Command command) {
    String calendar = subject.googleCalendarId();
    return switch (command) {
      case CreateEvent create -> create(token, calendar, create);
      // Nobody asks so any more: what follows is said by SplitSeries.
      case UpdateEvent(_, _, _, _, _, _, var scope, _) when scope == Scope.FOLLOWING ->
          new CommandOutcome.Rejected("unsupportedScope", null);
      case UpdateEvent update -> update(token, calendar, update);
      case DeleteEvent(_, _, _, _, _, _, var scope) when scope == Scope.FOLLOWING ->
          new CommandOutcome.Rejected("unsupportedScope", null);
      case DeleteEvent delete -> delete(token, calendar, delete);
      case SplitSeries split -> splits.execute(token, calendar, split);
      case JoinSeries join -> joins.execute(token, calendar, join);
      case MoveEvent move -> moves.execute(token, subject, move);
      case RespondToInvitation answer -> answers.execute(token, calendar, answer);
    };
  }

  /** What is told of an edit that nobody could decide for too long. */
  public static CommandOutcome.Rejected givenUp(GoogleFault fault) {
    return new CommandOutcome.Rejected(Answers.reason(fault), null);
  }

  private CommandOutcome create(AccessToken token, String calendar, CreateEvent create) {
    EventResource event =
        Answers.with(create.event(), Map.of("id", Answers.madeBy(create.commandId()).value()));
    return switch (google.insert(token, calendar, event, create.sendUpdates())) {
      case EventAnswer.Found(var saved) -> applied(saved);
      // Our first try worked and its answer was lost.
      case EventAnswer.Failed(GoogleFault.AlreadyExists _) -> existing(token, calendar, event.id());
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("an insert that removed");
    };
  }

  private CommandOutcome existing(AccessToken token, String calendar, EventId id) {
    return switch (google.get(token, calendar, id)) {
      case EventAnswer.Found(var event) when event.isCancelled() ->
          new CommandOutcome.Applied(List.of(), List.of(id));
      case EventAnswer.Found(var event) -> applied(event);
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  /**
   * Replaces the whole event, which costs a third of a PATCH, from the version at Google; that must
   * be the one the editor saw.
   */
  private CommandOutcome update(AccessToken token, String calendar, UpdateEvent update) {
    return switch (google.get(token, calendar, update.eventId())) {
      case EventAnswer.Found(var server) -> update(token, calendar, update, server);
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  private CommandOutcome update(
      AccessToken token, String calendar, UpdateEvent update, EventResource server) {
    if (isDone(server, update)) {
      return applied(server); // Our first try worked and its answer was lost.
    }
    if (!update.ifMatch().equals(server.etag())) {
      return conflict(server);
    }
    EventResource wanted = Answers.with(server, update.event().fields());
    return switch (google.update(token, calendar, wanted, update.ifMatch(), update.sendUpdates())) {
      case EventAnswer.Found(var saved) -> applied(saved);
      case EventAnswer.Failed(GoogleFault.Stale _) -> lookAgain(token, calendar, update);
      case EventAnswer.Failed(var fault) -> failed(fault, server);
      case EventAnswer.Removed _ -> throw new IllegalStateException("an update that removed");
    };
  }

  /** Another version since we looked: perhaps by an earlier call of ours that was slow. */
  private CommandOutcome lookAgain(AccessToken token, String calendar, UpdateEvent update) {
    return switch (google.get(token, calendar, update.eventId())) {
      case EventAnswer.Found(var server) when isDone(server, update) -> applied(server);
      case EventAnswer.Found(var server) -> conflict(server);
      case EventAnswer.Failed(GoogleFault.Refused _) -> conflict(null); // It cannot be kept.
      case EventAnswer.Failed(var fault) -> undecided(fault);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  private static boolean isDone(EventResource server, UpdateEvent update) {
    return !server.isCancelled() && SameMeaning.carries(server, update.event());
  }

  private CommandOutcome delete(AccessToken token, String calendar, DeleteEvent delete) {
    var answer =
        google.delete(token, calendar, delete.eventId(), delete.ifMatch(), delete.sendUpdates());
    return switch (answer) {
      case EventAnswer.Removed _, EventAnswer.Failed(GoogleFault.AlreadyGone _) ->
          gone(token, calendar, delete.eventId());
      case EventAnswer.Failed(GoogleFault.Stale _) -> lookAgain(token, calendar, delete);
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Found _ -> throw new IllegalStateException("a deletion that found");
    };
  }

  /** Google says nothing with a deletion; what hides an instance in its series has to be asked. */
  private CommandOutcome gone(AccessToken token, String calendar, EventId id) {
    return INSTANCE.matcher(id.value()).matches()
            && google.get(token, calendar, id) instanceof EventAnswer.Found(var event)
            && event.isCancelled()
        ? gone(event)
        : removed(id);
  }

  private static CommandOutcome gone(EventResource cancelled) {
    return cancelled.recurringEventId() == null ? removed(cancelled.id()) : applied(cancelled);
  }

  private CommandOutcome lookAgain(AccessToken token, String calendar, DeleteEvent delete) {
    return switch (google.get(token, calendar, delete.eventId())) {
      case EventAnswer.Found(var server) when server.isCancelled() -> gone(server);
      case EventAnswer.Found(var server) -> conflict(server);
      case EventAnswer.Failed(GoogleFault.Refused _) -> conflict(null); // It cannot be kept.
      case EventAnswer.Failed(var fault) -> undecided(fault);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }
}
