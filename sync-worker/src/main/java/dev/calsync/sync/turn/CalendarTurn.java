package dev.calsync.sync.turn;

import dev.calsync.model.Origin;
import dev.calsync.sync.google.AccessTokens;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.AccessTokens.Dead;
import dev.calsync.sync.google.AccessTokens.Grant;
import dev.calsync.sync.google.AccessTokens.Unavailable;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.PageWalk;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Parking;
import dev.calsync.sync.lease.Progress;
import dev.calsync.sync.quota.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings one calendar up to date: announce what a predecessor left, execute edits, ask, decide,
 * commit, announce. Every write is fenced, so that a turn that was overtaken leaves no trace.
 */
@Component
public class CalendarTurn {
  private final AccessTokens tokens;
  private final GoogleCalendar google;
  private final PageIntake intake;
  private final CommandTurn commands;
  private final PushMisses pushMisses;
  private final LeasedCalendars leased;

  CalendarTurn(
      AccessTokens tokens,
      GoogleCalendar google,
      PageIntake intake,
      CommandTurn commands,
      PushMisses pushMisses,
      LeasedCalendars leased) {
    this.tokens = tokens;
    this.google = google;
    this.intake = intake;
    this.commands = commands;
    this.pushMisses = pushMisses;
    this.leased = leased;
  }

  /** Takes the turn that the lease gives the right to. */
  public TurnEnd take(Lease lease) {
    long published = intake.announce(lease, lease.standing().publishedSeq());
    if (lease.standing().removed()) {
      return forget(lease, published);
    }
    return switch (tokens.of(lease.subject().account())) {
      case AccessToken token -> {
        Visit visit = new Visit(lease, token, published);
        TurnEnd refused = visit.executeCommands();
        yield refused == null ? visit.read() : refused;
      }
      case Dead(var reason) -> park(lease, published, reason);
      case Unavailable(var reason, var retryAfter) ->
          retryAfter == null
              ? new TurnEnd.Outage(reason)
              : new TurnEnd.TryLater(reason, retryAfter);
    };
  }

  /** Nobody knows when its owner signs in again: who waits for an edit is told now. */
  private TurnEnd park(Lease lease, long published, String reason) {
    intake.announce(commands.rejectAll(lease, "needsReauthorization"), published);
    return new TurnEnd.Park(Parking.NEEDS_REAUTHORIZATION, reason);
  }

  /** A calendar taken away: its readers are told, event by event; then nothing is left to tell. */
  private TurnEnd forget(Lease lease, long published) {
    Progress gone = new Progress(null, null, lease.progress().fullSyncGen() + 1, false);
    var swept = intake.sweep(commands.rejectAll(lease, "calendarRemoved"), published, gone);
    var nothing = new TurnPlan(List.of(), Set.of(), Set.of(), List.of(), Isolation.SWEEP);
    intake.mark(swept.lease(), swept.published(), Origin.RESYNC, nothing, gone);
    return new TurnEnd.UpToDate(0);
  }

  /** One turn's moving parts: the token may be replaced and the reading goes on page by page. */
  private final class Visit {
    private final Work work;
    private Lease lease;
    private AccessToken token;
    private long published;
    private Progress progress;
    private final List<Instant> changed = new ArrayList<>();
    private PageWalk walk = new PageWalk(null);
    private @Nullable String page;
    private int changes;
    private boolean resumed;
    private boolean tokenReplaced;
    private boolean startedOver;
    private @Nullable GoogleFault undecided;

    Visit(Lease lease, AccessToken token, long published) {
      this.lease = lease;
      this.token = token;
      this.published = published;
      this.progress = lease.progress();
      var occasion = lease.occasion();
      this.work = occasion.pushed() || occasion.secondLook() ? Work.LIVE : Work.POLL;
    }

    /** What keeps an edit from being decided does not keep the calendar from being read. */
    @Nullable TurnEnd executeCommands() {
      undecided = execute();
      if (undecided instanceof GoogleFault.Unauthorized fault) {
        TurnEnd end = replaceToken(fault);
        if (end != null) {
          return end;
        }
        undecided = execute();
      }
      return null;
    }

    private @Nullable GoogleFault execute() {
      var executed = commands.execute(lease, token, published);
      lease = executed.lease();
      published = executed.published();
      return executed.undecided();
    }

    TurnEnd read() {
      if (progress.syncToken() == null && !progress.fullSyncing()) {
        beginFullSync("first sync");
      } else if (progress.isAtItsFirstPage()) {
        progress = progress.fullSyncBegun();
      }
      page = progress.pageToken();
      resumed = page != null;
      walk = new PageWalk(page);
      TurnEnd end = null;
      while (end == null) {
        leased.requireHeld(lease);
        end =
            switch (google.list(
                token, work, lease.subject().googleCalendarId(), progress.syncToken(), page)) {
              case ListAnswer.Page answer -> take(answer);
              case ListAnswer.Failed(var fault) -> overcome(fault);
            };
      }
      return end;
    }

    /** Takes a page in; the turn goes on as long as there is another. */
    private @Nullable TurnEnd take(ListAnswer.Page answer) {
      if (answer.nextSyncToken() != null) {
        finish(answer, progress.upTo(answer.nextSyncToken()));
        if (resumed) {
          return readFromFirstPage(); // The walk may be older than the pushes this turn answers.
        }
        if (undecided != null) {
          return end(undecided);
        }
        pushMisses.after(lease, changed);
        return new TurnEnd.UpToDate(changes);
      }
      String next = Objects.requireNonNull(answer.nextPageToken());
      if (walk.returnsTo(next)) {
        return new TurnEnd.TryLater("Google's pages do not end", null);
      }
      page = next;
      commit(answer, progress.pageDone(page));
      return null;
    }

    private @Nullable TurnEnd readFromFirstPage() {
      resumed = false;
      page = null;
      walk = new PageWalk(null);
      return null;
    }

    /** Goes on with another token, or from the beginning; each once, so that neither loops. */
    private @Nullable TurnEnd overcome(GoogleFault fault) {
      return switch (fault) {
        case GoogleFault.Unauthorized _ when !tokenReplaced -> replaceToken(fault);
        case GoogleFault.TokenDead _ when resumed && !progress.fullSyncing() -> {
          // Perhaps the page token alone, of a walk that was broken off, is too old by now.
          progress = progress.pageDone(null);
          yield readFromFirstPage();
        }
        case GoogleFault.TokenDead(var reason) when !startedOver -> startOver(reason);
        default -> end(fault);
      };
    }

    private @Nullable TurnEnd replaceToken(GoogleFault fault) {
      tokenReplaced = true;
      Grant grant = tokens.insteadOf(lease.subject().account(), token);
      if (grant instanceof AccessToken replacement) {
        token = replacement;
        return null;
      }
      return grant instanceof Dead(var reason) ? park(lease, published, reason) : end(fault);
    }

    private @Nullable TurnEnd startOver(String reason) {
      startedOver = true;
      if (lease.standing().resyncIn().isPositive()) {
        return new TurnEnd.TryLater(reason + ", again", lease.standing().resyncIn());
      }
      beginFullSync(reason);
      return readFromFirstPage();
    }

    private void beginFullSync(String reason) {
      progress = progress.fullSyncBegun();
      var begun = TurnPlan.telling(ChangeDraft.resyncStarted(reason));
      moveOn(intake.mark(lease, published, origin(), begun, progress));
    }

    private void finish(ListAnswer.Page lastPage, Progress upToDate) {
      if (!progress.fullSyncing()) {
        commit(lastPage, upToDate);
        return;
      }
      commit(lastPage, progress);
      var swept = intake.sweep(lease, published, progress);
      lease = swept.lease();
      published = swept.published();
      changes += swept.removed();
      var completed = TurnPlan.telling(ChangeDraft.resyncCompleted()).sweeping();
      moveOn(intake.mark(lease, published, origin(), completed, upToDate));
      progress = upToDate;
    }

    private void commit(ListAnswer.Page read, Progress next) {
      var taken =
          intake.take(lease, published, origin(), read, new PageIntake.Steps(progress, next));
      if (!progress.fullSyncing()) {
        changed.addAll(PushMiss.timesOf(read.events(), taken.changes()));
      }
      progress = next;
      changes += taken.changes().size();
      moveOn(taken);
    }

    private void moveOn(PageIntake.Taken taken) {
      lease = taken.lease();
      published = taken.published();
    }

    private Origin origin() {
      return progress.fullSyncing() ? Origin.RESYNC : lease.origin();
    }

    private TurnEnd end(GoogleFault fault) {
      return Verdict.of(fault, lease.standing().attempts());
    }
  }
}
