package dev.calsync.sync.command;

import dev.calsync.model.Command;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries one edit to Google. Doing it again does it once: an insert brings its own id, an update
 * or a deletion names the version it is about.
 */
@Component
public class CommandExecution {
  /** What the reader of a rejection is told when somebody else was faster. */
  static final String CONFLICT = "conflict";

  private final GoogleCalendar google;

  CommandExecution(GoogleCalendar google) {
    this.google = google;
  }

  /** What Google says to the edit. */
  public CommandOutcome execute(AccessToken token, String calendar, Command command) {
    return switch (command) {
      case CreateEvent create -> create(token, calendar, create);
      case UpdateEvent(_, _, _, _, _, _, var scope, _) when scope == Scope.FOLLOWING ->
          new CommandOutcome.Rejected("unsupportedScope", null);
      case UpdateEvent update -> update(token, calendar, update);
      case DeleteEvent(_, _, _, _, _, _, var scope) when scope == Scope.FOLLOWING ->
          new CommandOutcome.Rejected("unsupportedScope", null);
      case DeleteEvent delete -> delete(token, calendar, delete);
      case Command.SplitSeries _, Command.MoveEvent _, Command.RespondToInvitation _ ->
          new CommandOutcome.Rejected("unsupportedScope", null);
    };
  }

  private CommandOutcome create(AccessToken token, String calendar, CreateEvent create) {
    EventResource event = with(create.event(), Map.of("id", eventId(create.commandId())));
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
    if (carries(server, update.event())) {
      return applied(server); // Our first try worked and its answer was lost.
    }
    if (!update.ifMatch().equals(server.etag())) {
      return new CommandOutcome.Rejected(CONFLICT, server);
    }
    EventResource wanted = with(server, update.event().fields());
    return switch (google.update(token, calendar, wanted, update.ifMatch(), update.sendUpdates())) {
      case EventAnswer.Found(var saved) -> applied(saved);
      case EventAnswer.Failed(var fault) -> failed(fault, server);
      case EventAnswer.Removed _ -> throw new IllegalStateException("an update that removed");
    };
  }

  private CommandOutcome delete(AccessToken token, String calendar, DeleteEvent delete) {
    var answer =
        google.delete(token, calendar, delete.eventId(), delete.ifMatch(), delete.sendUpdates());
    return switch (answer) {
      case EventAnswer.Removed _ -> removed(delete.eventId());
      case EventAnswer.Failed(GoogleFault.AlreadyGone _) -> removed(delete.eventId());
      case EventAnswer.Failed(GoogleFault.Stale _) ->
          new CommandOutcome.Rejected(CONFLICT, server(token, calendar, delete.eventId()));
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Found _ -> throw new IllegalStateException("a deletion that found");
    };
  }

  private @Nullable EventResource server(AccessToken token, String calendar, EventId id) {
    return google.get(token, calendar, id) instanceof EventAnswer.Found(var event) ? event : null;
  }

  private static CommandOutcome failed(GoogleFault fault, @Nullable EventResource server) {
    return switch (fault) {
      case GoogleFault.Transient _,
          GoogleFault.RateLimited _,
          GoogleFault.NoBudget _,
          GoogleFault.Unauthorized _ ->
          new CommandOutcome.Undecided(fault);
      case GoogleFault.Stale _ -> new CommandOutcome.Rejected(CONFLICT, server);
      case GoogleFault.QuotaExceeded _ -> new CommandOutcome.Rejected("quotaExceeded", server);
      case GoogleFault.NotFound _, GoogleFault.AlreadyGone _ ->
          new CommandOutcome.Rejected("notFound", null);
      case GoogleFault.AccessLost(var reason) -> new CommandOutcome.Rejected(reason, server);
      case GoogleFault.AlreadyExists(var reason) -> new CommandOutcome.Rejected(reason, server);
      case GoogleFault.TokenDead(var reason) -> new CommandOutcome.Rejected(reason, server);
      case GoogleFault.Refused(var reason) -> new CommandOutcome.Rejected(reason, server);
    };
  }

  private static CommandOutcome applied(EventResource saved) {
    return new CommandOutcome.Applied(List.of(saved), List.of());
  }

  private static CommandOutcome removed(EventId id) {
    return new CommandOutcome.Applied(List.of(), List.of(id));
  }

  private static boolean carries(EventResource server, EventResource wanted) {
    return wanted.fields().entrySet().stream()
        .allMatch(field -> Objects.equals(server.fields().get(field.getKey()), field.getValue()));
  }

  /** Hexadecimal digits lie within Google's alphabet for ids, base32hex. */
  private static String eventId(CommandId command) {
    return command.toString().replace("-", "");
  }

  private static EventResource with(EventResource event, Map<String, ?> fields) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(event.fields());
    merged.putAll(fields);
    return new EventResource(merged);
  }
}
