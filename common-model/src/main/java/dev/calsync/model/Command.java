package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
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

  private static void requireCommon(
      CommandId commandId, CalendarId calendarId, UserId userId, String sendUpdates) {
    Required.fields("commandId", commandId, "calendarId", calendarId, "userId", userId);
    Required.fields("sendUpdates", sendUpdates);
  }

  /** A new event; its id at Google is derived from the command's id. */
  record CreateEvent(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventResource event)
      implements Command {
    public CreateEvent {
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("event", event);
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
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("eventId", eventId, "ifMatch", ifMatch, "event", event);
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
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("eventId", eventId, "ifMatch", ifMatch);
    }
  }

  /**
   * A series that ends before one of its instances; what follows becomes a series of its own, under
   * an id derived from the command's, or is gone.
   *
   * @param eventId the series
   * @param from where its rule puts the first instance that no longer belongs to it: a date, or a
   *     moment in UTC
   * @param remaining the recurrence of what stays
   * @param event what is different about what follows, its start, end and recurrence included; null
   *     where it is removed
   */
  record SplitSeries(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      String from,
      List<String> remaining,
      @Nullable EventResource event)
      implements Command {
    public SplitSeries {
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("eventId", eventId, "ifMatch", ifMatch, "from", from, "remaining", remaining);
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * A split taken back: the series gets the recurrence it had, and what was cut off is removed,
   * provided that both still have the version that the split gave them.
   *
   * @param eventId the series that was ended
   * @param recurrence what it had before
   * @param remaining what it has now
   * @param following the series that was made of what follows
   */
  record JoinSeries(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      List<String> recurrence,
      List<String> remaining,
      EventId following,
      String followingIfMatch)
      implements Command {
    public JoinSeries {
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields(
          "eventId",
          eventId,
          "ifMatch",
          ifMatch,
          "recurrence",
          recurrence,
          "remaining",
          remaining,
          "following",
          following,
          "followingIfMatch",
          followingIfMatch);
      recurrence = List.copyOf(recurrence);
      remaining = List.copyOf(remaining);
    }
  }

  /** An event, or a whole series, taken to another calendar of the same account. */
  record MoveEvent(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      CalendarId destination)
      implements Command {
    public MoveEvent {
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("eventId", eventId, "ifMatch", ifMatch, "destination", destination);
    }
  }

  /**
   * An invitation answered.
   *
   * @param response {@code accepted}, {@code tentative}, {@code declined} or {@code needsAction}
   * @param comment a word to the organizer; null leaves it as it is
   */
  record RespondToInvitation(
      CommandId commandId,
      CalendarId calendarId,
      UserId userId,
      String sendUpdates,
      EventId eventId,
      String ifMatch,
      String response,
      @Nullable String comment)
      implements Command {
    public RespondToInvitation {
      requireCommon(commandId, calendarId, userId, sendUpdates);
      Required.fields("eventId", eventId, "ifMatch", ifMatch, "response", response);
    }
  }

  /** How much of a series an edit means. */
  enum Scope {
    THIS,
    FOLLOWING,
    ALL
  }
}
