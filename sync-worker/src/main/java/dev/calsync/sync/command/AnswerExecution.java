package dev.calsync.sync.command;

import static dev.calsync.sync.command.Answers.applied;
import static dev.calsync.sync.command.Answers.conflict;
import static dev.calsync.sync.command.Answers.failed;
import static dev.calsync.sync.command.Answers.undecided;

import dev.calsync.model.Command.RespondToInvitation;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers an invitation: only the entry of whoever is invited is written, since the rest of the
 * event is its organizer's.
 */
@Component
class AnswerExecution {
  private final GoogleCalendar google;

  AnswerExecution(GoogleCalendar google) {
    this.google = google;
  }

  /** What Google says to the answer. */
  CommandOutcome execute(AccessToken token, String calendar, RespondToInvitation answer) {
    return switch (google.get(token, calendar, answer.eventId())) {
      case EventAnswer.Found(var event) -> execute(token, calendar, answer, event);
      case EventAnswer.Failed(var fault) -> failed(fault, null);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  private CommandOutcome execute(
      AccessToken token, String calendar, RespondToInvitation answer, EventResource event) {
    List<Map<?, ?>> guests = guests(event);
    Map<?, ?> self = guests.stream().filter(AnswerExecution::isSelf).findFirst().orElse(null);
    if (self == null && !event.isCancelled()) {
      return new CommandOutcome.Rejected("notInvited", event);
    }
    if (self != null && says(self, answer)) {
      return applied(event); // Our first try worked and its answer was lost.
    }
    if (self == null || !answer.ifMatch().equals(event.etag())) {
      return conflict(event);
    }
    var fields = fields(event, guests, answered(self, answer));
    var saved =
        google.patch(token, calendar, event.id(), fields, answer.ifMatch(), answer.sendUpdates());
    return switch (saved) {
      case EventAnswer.Found(var it) -> applied(it);
      case EventAnswer.Failed(GoogleFault.Stale _) -> lookAgain(token, calendar, answer);
      case EventAnswer.Failed(var fault) -> failed(fault, event);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a change that removed");
    };
  }

  /** Another version since we looked: perhaps by an earlier call of ours that was slow. */
  private CommandOutcome lookAgain(AccessToken token, String calendar, RespondToInvitation answer) {
    return switch (google.get(token, calendar, answer.eventId())) {
      case EventAnswer.Found(var event) ->
          guests(event).stream().anyMatch(guest -> isSelf(guest) && says(guest, answer))
              ? applied(event)
              : conflict(event);
      case EventAnswer.Failed(var fault) -> undecided(fault);
      case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
    };
  }

  /** A guest names the own entry alone and says so; an organizer's list would lose the others. */
  private static EventResource fields(
      EventResource event, List<Map<?, ?>> guests, Map<String, @Nullable Object> answered) {
    if (!Boolean.TRUE.equals(event.object("organizer").get("self"))) {
      return new EventResource(Map.of("attendees", List.of(answered), "attendeesOmitted", true));
    }
    List<Map<?, ?>> all = new ArrayList<>();
    guests.forEach(guest -> all.add(isSelf(guest) ? answered : guest));
    return new EventResource(Map.of("attendees", all));
  }

  private static Map<String, @Nullable Object> answered(
      Map<?, ?> self, RespondToInvitation answer) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    self.forEach((field, value) -> entry.put(String.valueOf(field), value));
    entry.put("responseStatus", answer.response());
    if (answer.comment() != null) {
      entry.put("comment", answer.comment());
    }
    return entry;
  }

  private static boolean says(Map<?, ?> self, RespondToInvitation answer) {
    String comment = answer.comment();
    boolean commented = comment == null || comment.equals(self.get("comment"));
    return commented && answer.response().equals(self.get("responseStatus"));
  }

  private static boolean isSelf(Map<?, ?> guest) {
    return Boolean.TRUE.equals(guest.get("self"));
  }

  private static List<Map<?, ?>> guests(EventResource event) {
    List<Map<?, ?>> guests = new ArrayList<>();
    if (event.fields().get("attendees") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> guest) {
          guests.add(guest);
        }
      }
    }
    return guests;
  }
}
