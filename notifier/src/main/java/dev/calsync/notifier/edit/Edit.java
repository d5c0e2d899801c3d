package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Command.DeleteEvent;
import dev.calsync.model.Command.MoveEvent;
import dev.calsync.model.Command.RespondToInvitation;
import dev.calsync.model.Command.Scope;
import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.Command.UpdateEvent;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.web.BadParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit of an event that is held, and the command that carries it: one that says in absolute
 * values what becomes of which resource.
 *
 * @param version the etag its editor saw: the instance's, or the series' where more is meant
 */
record Edit(
    CommandId id,
    CalendarId calendar,
    UserId user,
    String audience,
    HeldEvent target,
    @Nullable Scope scope,
    String version) {

  /** Fields of it change. */
  Command changing(EventResource fields) {
    return switch (scope) {
      case null -> update(target.event().id(), fields);
      case THIS -> {
        if (fields.fields().containsKey("recurrence")) {
          throw new BadParameter("recurrence", "absence: an instance has none of its own");
        }
        yield update(target.event().id(), fields);
      }
      case ALL -> isOfAnInstance() ? all(series(), fields) : update(target.event().id(), fields);
      case FOLLOWING -> {
        SeriesEdit edit = series();
        yield edit.isOfAll() ? all(edit, fields) : split(edit, placed(edit.following(fields)));
      }
    };
  }

  /** It is removed. */
  Command removing() {
    return switch (scope) {
      case null -> delete(target.event().id(), null);
      case THIS -> delete(target.event().id(), Scope.THIS);
      case ALL -> delete(isOfAnInstance() ? series().series() : target.event().id(), Scope.ALL);
      case FOLLOWING -> {
        SeriesEdit edit = series();
        yield edit.isOfAll() ? delete(edit.series(), Scope.ALL) : split(edit, null);
      }
    };
  }

  /** It is taken to another calendar. */
  Command moving(CalendarId destination) {
    return new MoveEvent(id, calendar, user, audience, target.event().id(), version, destination);
  }

  /** It is an invitation, and is answered. */
  Command answering(String response, @Nullable String comment) {
    EventId invitation =
        scope == Scope.ALL && isOfAnInstance() ? series().series() : target.event().id();
    return new RespondToInvitation(
        id, calendar, user, audience, invitation, version, response, comment);
  }

  private Command all(SeriesEdit edit, EventResource fields) {
    return new UpdateEvent(
        id, calendar, user, audience, edit.series(), version, Scope.ALL, placed(edit.all(fields)));
  }

  /** What moves by as much as an instance may come to lie where no event can. */
  private static EventResource placed(EventResource fields) {
    for (String field : List.of("start", "end")) {
      if (fields.fields().containsKey(field) && EditedTime.of(fields.object(field)).isEmpty()) {
        throw new BadParameter(field, "a time that keeps the series within the years 1 to 9999");
      }
    }
    return fields;
  }

  private Command update(EventId event, EventResource fields) {
    return new UpdateEvent(id, calendar, user, audience, event, version, scope, fields);
  }

  private Command delete(EventId event, @Nullable Scope meant) {
    return new DeleteEvent(id, calendar, user, audience, event, version, meant);
  }

  private Command split(SeriesEdit edit, @Nullable EventResource following) {
    if (following != null && !edit.canBeSplit()) {
      throw EditScope.unsupported(
          "scope=this or all: a series of several rules, or from an extra date, cannot be cut here");
    }
    return new SplitSeries(
        id,
        calendar,
        user,
        audience,
        edit.series(),
        version,
        edit.from(),
        edit.remaining(),
        following);
  }

  private boolean isOfAnInstance() {
    return target.event().recurringEventId() != null;
  }

  private SeriesEdit series() {
    return SeriesEdit.of(target)
        .orElseThrow(
            () -> EditScope.unsupported("scope=this only: the series is not in this calendar"));
  }
}
