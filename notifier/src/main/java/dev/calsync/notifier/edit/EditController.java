package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.view.HeldEvents.Writability;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes edits: what cannot succeed is refused at once, the rest answers 202 and is followed. */
@RestController
class EditController {
  private static final String EVENTS = "/api/calendars/{id}/events";
  private static final String EVENT = EVENTS + "/{eventId}";

  private final HeldEvents held;
  private final Commands commands;

  EditController(HeldEvents held, Commands commands) {
    this.held = held;
    this.commands = commands;
  }

  /** The edit is on its way; its outcome comes through the feed under this id. */
  record Accepted(CommandId commandId) {}

  @PostMapping(path = EVENTS, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted create(UserId me, @PathVariable String id, @RequestBody EditRequest request) {
    CalendarId calendar = calendarId(id);
    requireWritable(me, calendar);
    EventResource event = request.requiredEvent();
    refuse(EditedFields.inNew(event));
    return accept(new CreateEvent(request.id(), calendar, me, request.audience(), event));
  }

  @PatchMapping(path = EVENT, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted update(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String scope,
      @RequestBody EditRequest request) {
    CalendarId calendar = calendarId(id);
    requireWritable(me, calendar);
    HeldEvent target = target(me, calendar, eventId);
    String version = version(ifMatch);
    EventResource event = request.requiredEvent();
    refuse(EditedFields.inChanged(event));
    boolean ownCopyOnly = EditedFields.OWN_COPY.containsAll(event.fields().keySet());
    if (target.readOnlyBecause() != null && !ownCopyOnly) {
      throw Refused.because(HttpStatus.FORBIDDEN, target.readOnlyBecause());
    }
    return accept(
        new UpdateEvent(
            request.id(),
            calendar,
            me,
            request.audience(),
            new EventId(eventId),
            version,
            EditScope.of(scope, target.event()),
            event));
  }

  @DeleteMapping(EVENT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted delete(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(required = false) @Nullable String sendUpdates,
      @RequestParam(required = false) @Nullable String commandId) {
    CalendarId calendar = calendarId(id);
    requireWritable(me, calendar);
    HeldEvent target = target(me, calendar, eventId);
    var request = new EditRequest(commandId, null, sendUpdates);
    return accept(
        new DeleteEvent(
            request.id(),
            calendar,
            me,
            request.audience(),
            new EventId(eventId),
            version(ifMatch),
            EditScope.of(scope, target.event())));
  }

  @GetMapping("/api/commands/{id}")
  Commands.Outcome outcome(UserId me, @PathVariable String id) {
    CommandId command = new EditRequest(id, null, null).id();
    return commands.find(me, command).orElseThrow(() -> Refused.notFound("command (yet)"));
  }

  private Accepted accept(Command command) {
    commands.send(command);
    return new Accepted(command.commandId());
  }

  private void requireWritable(UserId me, CalendarId calendar) {
    Writability writability =
        held.writability(me, calendar).orElseThrow(() -> Refused.notFound("calendar"));
    if (writability.readOnlyBecause() != null) {
      throw Refused.because(HttpStatus.FORBIDDEN, writability.readOnlyBecause());
    }
  }

  private HeldEvent target(UserId me, CalendarId calendar, String eventId) {
    return held.find(me, calendar, eventId).orElseThrow(() -> Refused.notFound("event"));
  }

  /** No edit overwrites what its author has not seen: it names the version it is about. */
  private static String version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Refused.because(
          HttpStatus.PRECONDITION_REQUIRED, "If-Match: expected the etag of the event as seen");
    }
    if (ifMatch.equals("*") || ifMatch.length() > 256) {
      throw new BadParameter("If-Match", "the etag of the event as seen");
    }
    return ifMatch;
  }

  private static CalendarId calendarId(String text) {
    try {
      return CalendarId.of(text);
    } catch (IllegalArgumentException _) {
      throw new BadParameter("id", "a calendar's id (a UUID)");
    }
  }

  private static void refuse(Optional<EditedFields.Fault> fault) {
    fault.ifPresent(wrong -> {
      throw new BadParameter(wrong.field(), wrong.expected());
    });
  }
}
