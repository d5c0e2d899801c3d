package dev.calsync.sync.command;

import static dev.calsync.sync.command.Answers.conflict;
import static dev.calsync.sync.command.Answers.failed;
import static dev.calsync.sync.command.Answers.notFound;
import static dev.calsync.sync.command.Answers.removed;

import dev.calsync.model.Command.MoveEvent;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.lease.Lease.Subject;
import dev.calsync.sync.lease.Neighbours;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes an event to another calendar of its account. Google moves it in one call and keeps its id:
 * who finds it gone here and present there has moved it already.
 */
@Component
class MoveExecution {
  private final GoogleCalendar google;
  private final Neighbours neighbours;

  MoveExecution(GoogleCalendar google, Neighbours neighbours) {
    this.google = google;
    this.neighbours = neighbours;
  }

  /** What Google says to the move. */
  CommandOutcome execute(AccessToken token, Subject from, MoveEvent move) {
    Optional<String> destination = neighbours.googleIdOf(move.destination(), from);
    if (destination.isEmpty()) {
      return new CommandOutcome.Rejected("destinationNotFound", null);
    }
    return switch (google.get(token, from.googleCalendarId(), move.eventId())) {
      case EventAnswer.Found(var event) when event.isCancelled() ->
          arrived(token, move, destination.get());
      case EventAnswer.Found(var event) when !move.ifMatch().equals(event.etag()) ->
          conflict(event);
      case EventAnswer.Found(var event) -> move(token, from, move, event, destination.get());
      case EventAnswer.Failed(GoogleFault.NotFound _) -> arrived(token, move, destination.get());
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  private CommandOutcome move(
      AccessToken token, Subject from, MoveEvent move, EventResource event, String destination) {
    var answer =
        google.move(
            token, from.googleCalendarId(), move.eventId(), destination, move.sendUpdates());
    return switch (answer) {
      case EventAnswer.Found _ -> removed(move.eventId());
      case EventAnswer.Failed(GoogleFault.AlreadyGone _) -> arrived(token, move, destination);
      case EventAnswer.Failed(var fault) -> failed(fault, event);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a move that removed");
    };
  }

  /** It is not here: our first try worked and its answer was lost, or it was deleted. */
  private CommandOutcome arrived(AccessToken token, MoveEvent move, String destination) {
    return switch (google.get(token, destination, move.eventId())) {
      case EventAnswer.Found(var event) when !event.isCancelled() -> removed(move.eventId());
      case EventAnswer.Found _ -> notFound();
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }
}
