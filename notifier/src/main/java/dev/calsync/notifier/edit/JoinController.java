package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command.JoinSeries;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.web.BadParameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes back that a series was cut in two. */
@RestController
class JoinController {
  private final EditTargets targets;
  private final Commands commands;

  JoinController(EditTargets targets, Commands commands) {
    this.targets = targets;
    this.commands = commands;
  }

  /** The series that what follows became, and the version the cut gave it. */
  record Following(@Nullable String id, @Nullable String etag) {}

  /** What the series repeated like before, and what is to go in exchange. */
  record JoinRequest(
      @Nullable String commandId,
      @Nullable List<String> recurrence,
      @Nullable Following following,
      @Nullable String sendUpdates) {}

  @PostMapping(path = EditController.EVENT + "/join", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Accepted join(
      UserId me,
      @PathVariable String id,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody JoinRequest request) {
    CalendarId calendar = EditTargets.calendarId("id", id);
    var edit = new EditRequest(request.commandId(), null, request.sendUpdates());
    CommandId command = edit.id();
    if (commands.knows(me, command)) {
      return new Commands.Accepted(command);
    }
    String version = EditTargets.version(ifMatch);
    HeldEvent series = series(me, calendar, eventId);
    if (!series.event().isRecurring()) {
      throw EditScope.unsupported("two series: only what was cut in two can be joined");
    }
    HeldEvent following = following(me, calendar, request.following());
    return commands.accept(
        new JoinSeries(
            command,
            calendar,
            me,
            edit.audience(),
            series.event().id(),
            version,
            recurrence(request.recurrence()),
            WallClock.lines(series.event()),
            following.event().id(),
            EditTargets.version(request.following() == null ? null : request.following().etag())));
  }

  /** What was cut off: a series, or a single event where it was to repeat no more. */
  private HeldEvent following(UserId me, CalendarId calendar, @Nullable Following named) {
    if (named == null || named.id() == null) {
      throw new BadParameter("following", "id and etag of the series that was cut off");
    }
    return series(me, calendar, named.id());
  }

  private HeldEvent series(UserId me, CalendarId calendar, String id) {
    HeldEvent held = targets.event(me, calendar, id);
    EditTargets.refuse(held.readOnlyBecause());
    return held;
  }

  private static List<String> recurrence(@Nullable List<String> lines) {
    if (lines == null || lines.isEmpty()) {
      throw new BadParameter("recurrence", "what the series repeated like before");
    }
    EditController.refuse(EditedFields.inChanged(new EventResource(Map.of("recurrence", lines))));
    return lines;
  }
}
