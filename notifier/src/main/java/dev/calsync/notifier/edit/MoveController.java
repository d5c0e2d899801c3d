package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.CommandId;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents.HeldCalendar;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes events to another calendar of the same account. */
@RestController
class MoveController {
  private final EditTargets targets;
  private final Commands commands;

  MoveController(EditTargets targets, Commands commands) {
    this.targets = targets;
    this.commands = commands;
  }

  /** Where to, and as with every edit under which id and who is told. */
  record MoveRequest(
      @Nullable String commandId, @Nullable String destination, @Nullable String sendUpdates) {}

  @PostMapping(path = EditController.EVENT + "/move", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted move(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody MoveRequest request) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    var edit = new EditRequest(request.commandId(), null, request.sendUpdates());
    CommandId command = edit.id();
    if (commands.knows(me, command)) {
      return new Commands.Accepted(command);
    }
    HeldCalendar from = targets.writable(me, calendar);
    HeldEvent target = targets.event(me, calendar, eventId);
    String version = EditTargets.version(ifMatch);
    CalendarId destination = EditTargets.calendarId("destination", request.destination());
    if (destination.equals(calendar)) {
      throw new BadParameter("destination", "another calendar than the event is in");
    }
    if (target.event().recurringEventId() != null) {
      throw Refused.because(
          HttpStatus.BAD_REQUEST,
          "one instance cannot be moved to another calendar: move its series");
    }
    EditTargets.refuse(target.readOnlyBecause());
    HeldCalendar to = targets.writable(me, destination);
    if (!to.accountId().equals(from.accountId())) {
      throw Refused.because(
          HttpStatus.BAD_REQUEST, "that calendar is of another account: Google cannot move there");
    }
    return commands.accept(
        new Edit(command, calendar, me, edit.audience(), target, null, version)
            .moving(destination));
  }
}
