package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One edit on its way to Google, on {@code calendar.commands}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Command {
  /** Which edit; executed at most once. */
  CommandId commandId();

  /** Where. */
  CalendarId calendarId();

  /** Who asked. */
  UserId userId();

  /** Whom Google mails about it: {@code all}, {@code externalOnly} or {@code none}. */
  String sendUpdates();

  /** A new event; its id at Google is derived from the command's id. */
  record CreateEvent(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventResource event)
      implements Command {
    public CreateEvent {
      Required.fields(
          "commandId",
          commandId,
          "calendarId",
          calendarId,
          "userId",
          userId,
          "sendUpdates",
          sendUpdates,
          "event",
          event);
    }
  }

  /**
   * Fields of an event replaced, provided that it still has the version its editor saw.
   *
   * @param scope what of a series is meant; null for a single event
   */
  record UpdateEvent(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      @Nullable Scope scope,
      EventResource event)
      implements Command {
    public UpdateEvent {
      Required.fields(
          "commandId",
          commandId,
          "calendarId",
          calendarId,
          "userId",
          userId,
          "sendUpdates",
          sendUpdates,
          "eventId",
          eventId,
          "ifMatch",
          ifMatch,
          "event",
          event);
    }
  }

  /** An event removed, provided that it still has the version its editor saw. */
  record DeleteEvent(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      @Nullable Scope scope)
      implements Command {
    public DeleteEvent {
      Required.fields(
          "commandId",
          commandId,
          "calendarId",
          calendarId,
          "userId",
          userId,
          "sendUpdates",
          sendUpdates,
          "eventId",
          eventId,
          "ifMatch",
          ifMatch);
    }
  }

  /** How much of a series an edit means. */
  enum Scope {
    THIS,
    FOLLOWING,
    ALL
  }
}
