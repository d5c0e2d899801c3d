package dev.calsync.sync.command;

import static dev.calsync.sync.command.Answers.applied;
import static dev.calsync.sync.command.Answers.conflict;
import static dev.calsync.sync.command.Answers.failed;
import static dev.calsync.sync.command.Answers.takenBack;
import static dev.calsync.sync.command.Answers.undecided;

import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "This and following" takes two calls, and whoever makes them may die after each. The second half
 * is inserted first, then the series is ended, and never the other way round: between the calls,
 * instances are there twice, which a person sees and nothing is lost by, and as long as the series
 * has not been ended it still has the version its editor saw, from which all is derived anew. Ended
 * first, it would have lost its instances for good where the insert is then refused.
 *
 * <p>So, whoever comes next finds one of three things. The series has the version that was seen:
 * both calls are made (again); the insert brings its own id. The series ends where it should and
 * the second half is there: it was us. The series is any other: somebody was faster, and a second
 * half that is there already is taken back. That the series is ended only from the version seen, by
 * whoever, is Google's {@code If-Match}; so the second half is never taken back from a series that
 * has been ended by us, nor can a call that was long on its way end it afterwards.
 */
@Component
class SplitExecution {
  /** What Google gave to the series itself. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "kind",
          "etag",
          "iCalUID",
          "sequence",
          "created",
          "updated",
          "htmlLink",
          "hangoutLink",
          "creator",
          "organizer");

  private final GoogleCalendar google;
  private final CommandInbox inbox;

  SplitExecution(GoogleCalendar google, CommandInbox inbox) {
    this.google = google;
    this.inbox = inbox;
  }

  /** What Google says to the split. */
  CommandOutcome execute(AccessToken token, String calendar, SplitSeries split) {
    return new Attempt(token, calendar, split).make();
  }

  private final class Attempt {
    private final AccessToken token;
    private final String calendar;
    private final SplitSeries split;
    private final EventId second;

    Attempt(AccessToken token, String calendar, SplitSeries split) {
      this.token = token;
      this.calendar = calendar;
      this.split = split;
      this.second = Answers.madeBy(split.commandId());
    }

    CommandOutcome make() {
      return switch (google.get(token, calendar, split.eventId())) {
        case EventAnswer.Found(var series) ->
            split.ifMatch().equals(series.etag()) ? begin(series) : settle(series);
        case EventAnswer.Failed(var fault) -> giveUp(failed(fault, null));
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    private CommandOutcome begin(EventResource series) {
      EventResource changes = split.event();
      if (changes == null) {
        return end(series, null);
      }
      inbox.begin(split.commandId());
      EventResource wanted = secondHalf(series, changes);
      return switch (google.insert(token, calendar, wanted, split.sendUpdates())) {
        case EventAnswer.Found(var inserted) -> {
          inbox.noteMade(split.commandId(), inserted.etag());
          yield end(series, inserted);
        }
        case EventAnswer.Failed(GoogleFault.AlreadyExists _) -> goOn(series);
        // An earlier try may have inserted it.
        case EventAnswer.Failed(var fault) -> giveUp(failed(fault, series));
        case EventAnswer.Removed _ -> throw new IllegalStateException("an insert that removed");
      };
    }

    /** An earlier try inserted it; whoever deleted it since does not want the split. */
    private CommandOutcome goOn(EventResource series) {
      return switch (google.get(token, calendar, second)) {
        case EventAnswer.Found(var it) when it.isCancelled() -> conflict(series);
        case EventAnswer.Found(var it) -> end(series, it);
        case EventAnswer.Failed(var fault) -> giveUp(failed(fault, series));
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    private CommandOutcome end(EventResource series, @Nullable EventResource secondHalf) {
      EventResource ended = Answers.with(series, Map.of("recurrence", split.remaining()));
      return switch (google.update(token, calendar, ended, split.ifMatch(), split.sendUpdates())) {
        case EventAnswer.Found(var saved) ->
            secondHalf == null ? applied(saved) : applied(secondHalf, saved);
        case EventAnswer.Failed(GoogleFault.Stale _) -> lookAgain();
        case EventAnswer.Failed(var fault) -> giveUp(failed(fault, series));
        case EventAnswer.Removed _ -> throw new IllegalStateException("an update that removed");
      };
    }

    /** Another version since we looked: perhaps by an earlier call of ours that was slow. */
    private CommandOutcome lookAgain() {
      return switch (google.get(token, calendar, split.eventId())) {
        case EventAnswer.Found(var series) -> settle(series);
        case EventAnswer.Failed(var fault) -> giveUp(failed(fault, null));
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    /** The series is not what was seen: either it was us, or somebody was faster. */
    private CommandOutcome settle(EventResource series) {
      var remaining = new EventResource(Map.of("recurrence", split.remaining()));
      if (series.isCancelled() || !SameMeaning.carries(series, remaining)) {
        return giveUp(conflict(series));
      }
      if (split.event() == null) {
        return applied(series);
      }
      return switch (google.get(token, calendar, second)) {
        case EventAnswer.Found(var it) when !it.isCancelled() -> applied(it, series);
        case EventAnswer.Failed(GoogleFault.NotFound fault) when isMade() -> undecided(fault);
        case EventAnswer.Found _, EventAnswer.Failed(GoogleFault.NotFound _) -> conflict(series);
        case EventAnswer.Failed(var fault) -> failed(fault, series);
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    /** What is rejected leaves no second half; until that is known it is not rejected. */
    private CommandOutcome giveUp(CommandOutcome outcome) {
      if (!(outcome instanceof CommandOutcome.Rejected) || split.event() == null) {
        return outcome;
      }
      return switch (google.get(token, calendar, second)) {
        case EventAnswer.Found(var it) when !it.isCancelled() -> takeBack(it, outcome);
        case EventAnswer.Found _, EventAnswer.Failed(GoogleFault.AccessLost _) -> outcome;
        case EventAnswer.Failed(GoogleFault.NotFound fault) when isMade() -> undecided(fault);
        case EventAnswer.Failed(var fault) -> takenBack(fault, outcome);
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    /** Whom the insert was announced to is told of this as well. */
    private CommandOutcome takeBack(EventResource secondHalf, CommandOutcome outcome) {
      String version = secondHalf.etag() == null ? "*" : secondHalf.etag();
      return switch (google.delete(token, calendar, second, version, split.sendUpdates())) {
        case EventAnswer.Removed _ -> outcome;
        // It was there a moment ago.
        case EventAnswer.Failed(GoogleFault.NotFound fault) -> undecided(fault);
        // Stale: somebody has made it theirs since; it is not ours to remove.
        case EventAnswer.Failed(var fault) -> takenBack(fault, outcome);
        case EventAnswer.Found _ -> throw new IllegalStateException("a deletion that found");
      };
    }

    /** Google keeps what was deleted as cancelled: what was made once is not just not there. */
    private boolean isMade() {
      return inbox.made(split.commandId()).isPresent();
    }

    private EventResource secondHalf(EventResource series, EventResource changes) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(series.fields());
      NOT_INHERITED.forEach(fields::remove);
      fields.putAll(changes.fields());
      fields.put("id", second.value());
      return new EventResource(fields);
    }
  }
}
