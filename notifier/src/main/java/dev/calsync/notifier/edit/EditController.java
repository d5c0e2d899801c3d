package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command.CreateEvent;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
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
  static final String EVENTS = "/api/calendars/{id}/events";
  static final String EVENT = EVENTS + "/{eventId}";

  private final EditTargets targets;
  private final Commands commands;

  EditController(EditTargets targets, Commands commands) {
    this.targets = targets;
    this.commands = commands;
  }

  @PostMapping(path = EVENTS, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted create(UserId me, @PathVariable String id, @RequestBody EditRequest request) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    CommandId edit = request.id();
    if (commands.knows(me, edit)) {
      return new Commands.Accepted(edit);
    }
    targets.writable(me, calendar);
    EventResource event = request.requiredEvent();
    refuse(EditedFields.inNew(event));
    return commands.accept(
        new CreateEvent(edit, calendar, me, request.audience(), EditedTime.written(event)));
  }

  @PatchMapping(path = EVENT, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted update(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String scope,
      @RequestBody EditRequest request) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    CommandId edit = request.id();
    if (commands.knows(me, edit)) {
      return new Commands.Accepted(edit);
    }
    HeldEvent target = targets.event(me, calendar, eventId);
    String version = EditTargets.version(ifMatch);
    EventResource fields = request.requiredEvent();
    refuse(EditedFields.inChanged(fields));
    Scope part = EditScope.of(scope, target.event());
    boolean ownCopyOnly = EditedFields.OWN_COPY.containsAll(fields.fields().keySet());
    if (!ownCopyOnly || part == Scope.FOLLOWING) {
      EditTargets.refuse(target.readOnlyBecause());
    }
    return commands.accept(
        new Edit(edit, calendar, me, request.audience(), target, part, version)
            .changing(EditedTime.written(fields)));
  }

  @DeleteMapping(EVENT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted delete(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(required = false) @Nullable String sendUpdates,
      @RequestParam(required = false) @Nullable String commandId) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    var request = new EditRequest(commandId, null, sendUpdates);
    CommandId edit = request.id();
    if (commands.knows(me, edit)) {
      return new Commands.Accepted(edit);
    }
    HeldEvent target = targets.event(me, calendar, eventId);
    String version = EditTargets.version(ifMatch);
    Scope part = EditScope.of(scope, target.event());
    if (part == Scope.FOLLOWING) { // A guest's copy can be thrown away, but not be cut in two.
      EditTargets.refuse(target.readOnlyBecause());
    }
    return commands.accept(
        new Edit(edit, calendar, me, request.audience(), target, part, version).removing());
  }

  @GetMapping("/api/commands/{id}")
  Commands.Outcome outcome(UserId me, @PathVariable String id) {
    CommandId command = new EditRequest(id, null, null).id();
    return commands.find(me, command).orElseThrow(() -> Refused.notFound("command (yet)"));
  }

  static void refuse(Optional<EditedFields.Fault> fault) {
    fault.ifPresent(wrong -> {
      throw new BadParameter(wrong.field(), wrong.expected());
    });
  }
}
