package dev.calsync.sync.command;

import static dev.calsync.sync.command.Answers.conflict;
import static dev.calsync.sync.command.Answers.failed;
import static dev.calsync.sync.command.Answers.notFound;
import static dev.calsync.sync.command.Answers.takenBack;
import static dev.calsync.sync.command.Answers.undecided;

import dev.calsync.model.Command.JoinSeries;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.EventAnswer;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Takes a split back, in two calls and in the order of {@link SplitExecution}: the series goes on
 * first, then what was cut off is removed; between the two, instances are there twice and none is
 * missing.
 *
 * <p>Whoever comes next finds one of three things. The series has the version that the split gave
 * it: if the second half has too, both calls are made (again). The series goes on as it should:
 * probably it was us, and the second half is still to be removed. The series is any other: somebody
 * was faster, and nothing is done. Where the second half turns out to have been changed after the
 * series was made to go on, the series is ended again, but only from the very version that Google
 * answered us: what nobody here has seen is not overwritten, and instances stay there twice. So
 * they do where the second half may not be removed and Google's answer about the series was lost.
 */
@Component
class JoinExecution {
  private final GoogleCalendar google;
  private final CommandInbox inbox;

  JoinExecution(GoogleCalendar google, CommandInbox inbox) {
    this.google = google;
    this.inbox = inbox;
  }

  /** What Google says to taking the split back. */
  CommandOutcome execute(AccessToken token, String calendar, JoinSeries join) {
    return new Attempt(token, calendar, join).make();
  }

  private final class Attempt {
    private final AccessToken token;
    private final String calendar;
    private final JoinSeries join;

    Attempt(AccessToken token, String calendar, JoinSeries join) {
      this.token = token;
      this.calendar = calendar;
      this.join = join;
    }

    CommandOutcome make() {
      return switch (google.get(token, calendar, join.eventId())) {
        case EventAnswer.Found(var series) when series.isCancelled() -> notFound();
        case EventAnswer.Found(var series) when join.ifMatch().equals(series.etag()) ->
            begin(series);
        case EventAnswer.Found(var series) when carries(series, join.recurrence()) ->
            remove(series, isOurs(series));
        case EventAnswer.Found(var series) -> conflict(series);
        case EventAnswer.Failed(var fault) -> failed(fault, null);
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    private CommandOutcome begin(EventResource series) {
      return switch (google.get(token, calendar, join.following())) {
        case EventAnswer.Found(var second)
            when second.isCancelled() || !join.followingIfMatch().equals(second.etag()) ->
            conflict(second);
        case EventAnswer.Found _ -> goOn(series);
        case EventAnswer.Failed(var fault) -> failed(fault, null);
        case EventAnswer.Removed _ -> throw new IllegalStateException("a read that removed");
      };
    }

    private CommandOutcome goOn(EventResource series) {
      inbox.begin(join.commandId());
      return switch (repeats(series, join.recurrence())) {
        case EventAnswer.Found(var whole) -> {
          inbox.noteMade(join.commandId(), whole.etag());
          yield remove(whole, true);
        }
        // By somebody else, or by an earlier call of ours that was slow: the next try sees which.
        case EventAnswer.Failed(GoogleFault.Stale _) ->
            new CommandOutcome.Undecided(
                new GoogleFault.Transient("the series has just changed", null));
        case EventAnswer.Failed(var fault) -> failed(fault, series);
        case EventAnswer.Removed _ -> throw new IllegalStateException("an update that removed");
      };
    }

    private CommandOutcome remove(EventResource whole, boolean ours) {
      var answer =
          google.delete(
              token, calendar, join.following(), join.followingIfMatch(), join.sendUpdates());
      return switch (answer) {
        case EventAnswer.Removed _, EventAnswer.Failed(GoogleFault.AlreadyGone _) ->
            new CommandOutcome.Applied(List.of(whole), List.of(join.following()));
        case EventAnswer.Failed(var fault) when ours -> endAgain(whole, failed(fault, null));
        // Whole already, by an earlier try whose answer was lost, or by somebody else.
        case EventAnswer.Failed(GoogleFault.QuotaExceeded fault) -> undecided(fault);
        case EventAnswer.Failed(var fault) -> failed(fault, null);
        case EventAnswer.Found _ -> throw new IllegalStateException("a deletion that found");
      };
    }

    /**
     * What is rejected leaves a series of ours as it was; until that is known it is not rejected.
     */
    private CommandOutcome endAgain(EventResource whole, CommandOutcome outcome) {
      if (!(outcome instanceof CommandOutcome.Rejected)) {
        return outcome;
      }
      return switch (repeats(whole, join.remaining())) {
        case EventAnswer.Found _ -> outcome;
        // Stale: somebody has changed it since; it is theirs now.
        case EventAnswer.Failed(var fault) -> takenBack(fault, outcome);
        case EventAnswer.Removed _ -> throw new IllegalStateException("an update that removed");
      };
    }

    private boolean isOurs(EventResource series) {
      return inbox.made(join.commandId()).filter(it -> it.equals(series.etag())).isPresent();
    }

    private EventAnswer repeats(EventResource series, List<String> recurrence) {
      EventResource wanted = Answers.with(series, Map.of("recurrence", recurrence));
      String version = Objects.requireNonNullElse(series.etag(), join.ifMatch());
      return google.update(token, calendar, wanted, version, join.sendUpdates());
    }

    private static boolean carries(EventResource series, List<String> recurrence) {
      return SameMeaning.carries(series, new EventResource(Map.of("recurrence", recurrence)));
    }
  }
}
