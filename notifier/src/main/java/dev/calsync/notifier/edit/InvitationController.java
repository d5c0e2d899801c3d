package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.CommandId;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.view.Invited;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes answers to invitations. */
@RestController
class InvitationController {
  static final int MAX_COMMENT = 1024;
  private static final Set<String> RESPONSES =
      Set.of("accepted", "tentative", "declined", "needsAction");

  private final EditTargets targets;
  private final Commands commands;

  InvitationController(EditTargets targets, Commands commands) {
    this.targets = targets;
    this.commands = commands;
  }

  /** The answer, and as with every edit under which id and who is told. */
  record Answer(
      @Nullable String commandId,
      @Nullable String response,
      @Nullable String comment,
      @Nullable String sendUpdates) {}

  @PostMapping(
      path = EditController.EVENT + "/response",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted respond(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String scope,
      @RequestBody Answer answer) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    var edit = new EditRequest(answer.commandId(), null, answer.sendUpdates());
    CommandId command = edit.id();
    if (commands.knows(me, command)) {
      return new Commands.Accepted(command);
    }
    HeldEvent invitation = targets.event(me, calendar, eventId);
    String version = EditTargets.version(ifMatch);
    String response = answer.response();
    if (response == null || !RESPONSES.contains(response)) {
      throw new BadParameter("response", "accepted, tentative, declined or needsAction");
    }
    if (answer.comment() != null && answer.comment().length() > MAX_COMMENT) {
      throw new BadParameter("comment", "at most " + MAX_COMMENT + " characters");
    }
    if (!EditedFields.isKeepable(answer.comment())) {
      throw new BadParameter("comment", EditedFields.KEEPABLE);
    }
    Scope part = EditScope.of(scope, invitation.event());
    if (part == Scope.FOLLOWING) {
      throw EditScope.unsupported("an invitation is answered with scope=this or all");
    }
    if (Invited.response(invitation.event()).isEmpty()) {
      throw Refused.because(HttpStatus.BAD_REQUEST, "this calendar is not invited to this event");
    }
    return commands.accept(
        new Edit(command, calendar, me, edit.audience(), invitation, part, version)
            .answering(response, answer.comment()));
  }
}
