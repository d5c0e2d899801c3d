package dev.calsync.sync.turn;

import dev.calsync.model.Origin;
import dev.calsync.sync.google.AccessTokens;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.AccessTokens.Dead;
import dev.calsync.sync.google.AccessTokens.Unavailable;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.PageWalk;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Parking;
import dev.calsync.sync.lease.Progress;
import dev.calsync.sync.quota.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings one calendar up to date: announce what a predecessor left, execute edits, ask, decide,
 * commit, announce. Every write is fenced, so that a turn that was overtaken leaves no trace.
 */
@Component
public class CalendarTurn {
  private final AccessTokens tokens;
  private final Holds holds;
  private final Pages pages;
  private final PageIntake intake;
  private final CommandTurn commands;
  private final PushMisses pushMisses;

  CalendarTurn(
      AccessTokens tokens,
      Holds holds,
      Pages pages,
      PageIntake intake,
      CommandTurn commands,
      PushMisses pushMisses) {
    this.tokens = tokens;
    this.holds = holds;
    this.pages = pages;
    this.intake = intake;
    this.commands = commands;
    this.pushMisses = pushMisses;
  }

  /** Takes the turn that the lease gives the right to. */
  public TurnEnd take(Lease lease) {
    try (Hold hold = holds.of(lease)) {
      hold.tellTail();
      TurnEnd end = lease.standing().removed() ? forget(hold) : read(hold);
      if (end instanceof TurnEnd.Park(var why, _)) {
        commands.rejectUnbegun(hold, why);
      }
      if (!(end instanceof TurnEnd.UpToDate)) {
        hold.note();
      }
      return end;
    }
  }

  private TurnEnd read(Hold hold) {
    return switch (TurnToken.first(tokens, hold.lease())) {
      case AccessToken token -> {
        try (Pages.Walk walk = pages.walk()) {
          Visit visit = new Visit(hold, new TurnToken(tokens, hold.lease(), token), walk);
          TurnEnd refused = visit.executeCommands();
          yield refused == null ? visit.read() : refused;
        }
      }
      case Dead(var reason) -> new TurnEnd.Park(Parking.NEEDS_REAUTHORIZATION, reason);
      case Unavailable unavailable -> Verdict.of(unavailable);
    };
  }

  /** A calendar taken away: its readers are told, event by event; then nothing is left to tell. */
  private TurnEnd forget(Hold hold) {
    commands.rejectAll(hold, "calendarRemoved");
    intake.forget(hold);
    return new TurnEnd.UpToDate(0, hold.settle());
  }

  /** One turn's moving parts: the token may be replaced and the reading goes on page by page. */
  private final class Visit {
    private final Hold hold;
    private final Lease lease;
    private final Pages.Walk walk;
    private final TurnToken token;
    private Progress progress;
    private final List<Instant> changed = new ArrayList<>();
    private PageWalk circle = new PageWalk(null);
    private @Nullable String page;
    private int changes;
    private boolean resumed;
    private boolean startedOver;
    private @Nullable GoogleFault undecided;

    Visit(Hold hold, TurnToken token, Pages.Walk walk) {
      this.hold = hold;
      this.lease = hold.lease();
      this.walk = walk;
      this.token = token;
      this.progress = lease.progress();
    }

    /** What keeps an edit from being decided does not keep the calendar from being read. */
    @Nullable TurnEnd executeCommands() {
      undecided = lease.standing().edited() ? execute() : null;
      if (undecided instanceof GoogleFault.Unauthorized fault) {
        TurnEnd end = token.replace(fault);
        undecided = end == null ? execute() : undecided;
        return end;
      }
      return null;
    }

    private @Nullable GoogleFault execute() {
      return commands.execute(hold, token.get(), token.isReplaced());
    }

    TurnEnd read() {
      if (progress.syncToken() == null && !progress.fullSyncing()) {
        beginFullSync("first sync");
      } else if (progress.isAtItsFirstPage()) {
        progress = progress.fullSyncBegun();
      }
      page = progress.pageToken();
      resumed = page != null;
      circle = new PageWalk(page);
      TurnEnd end = null;
      while (end == null && !hold.lease().standing().removed()) {
        end =
            switch (walk.ask(question())) {
              case ListAnswer.Page answer -> take(answer);
              case ListAnswer.Failed(var fault) -> overcome(fault);
            };
      }
      return end == null ? TurnEnd.Wait.REMOVED : end;
    }

    private Pages.Question question() {
      Work work = lease.isAwaited() ? Work.LIVE : Work.POLL;
      return new Pages.Question(hold.lease(), token.get(), work, progress.syncToken(), page);
    }

    /** Takes a page in; the turn goes on as long as there is another. */
    private @Nullable TurnEnd take(ListAnswer.Page answer) {
      if (answer.nextSyncToken() != null) {
        finish(answer, progress.upTo(answer.nextSyncToken()));
        if (resumed) {
          return readFromFirstPage(); // The walk may be older than the pushes this turn answers.
        }
        if (undecided != null) {
          return Verdict.ofEdit(undecided, lease.standing().attempt());
        }
        pushMisses.after(lease, changed);
        return new TurnEnd.UpToDate(changes, hold.settle());
      }
      String next = Objects.requireNonNull(answer.nextPageToken());
      if (circle.returnsTo(next)) {
        return new TurnEnd.TryLater("Google's pages do not end", null);
      }
      page = next;
      if (progress.fullSyncing()) {
        walk.askAhead(question());
      }
      commit(answer, progress.pageDone(page));
      return null;
    }

    private @Nullable TurnEnd readFromFirstPage() {
      resumed = false;
      page = null;
      circle = new PageWalk(null);
      return null;
    }

    /** Goes on with another token, or from the beginning; each once, so that neither loops. */
    private @Nullable TurnEnd overcome(GoogleFault fault) {
      return switch (fault) {
        case GoogleFault.Unauthorized _, GoogleFault.AccessLost _ when token.mayBeReplaced(fault) ->
            token.replace(fault);
        case GoogleFault.TokenDead _ when resumed && !progress.fullSyncing() -> {
          // Perhaps the page token alone, of a walk that was broken off, is too old by now.
          progress = progress.pageDone(null);
          yield readFromFirstPage();
        }
        case GoogleFault.TokenDead(var reason) when !startedOver -> startOver(reason);
        case GoogleFault.NoBudget _ when undecided != null ->
            Verdict.ofEdit(undecided, lease.standing().attempt());
        default -> Verdict.of(fault, lease.standing().attempt());
      };
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
      hold.commit(origin(), TurnPlan.telling(ChangeDraft.resyncStarted(reason)), progress);
    }

    private void finish(ListAnswer.Page lastPage, Progress upToDate) {
      boolean full = progress.fullSyncing();
      commit(lastPage, full ? progress : upToDate);
      walk.isKept();
      if (full) {
        changes += intake.sweep(hold, progress);
        var completed = TurnPlan.telling(ChangeDraft.resyncCompleted()).sweeping();
        hold.commit(origin(), completed, upToDate);
        progress = upToDate;
      }
    }

    private void commit(ListAnswer.Page read, Progress next) {
      List<ChangeDraft> taken =
          intake.take(hold, origin(), read, new PageIntake.Steps(progress, next));
      if (!progress.fullSyncing()) {
        changed.addAll(PushMiss.timesOf(read.events(), taken));
      }
      progress = next;
      changes += taken.size();
    }

    private Origin origin() {
      return progress.fullSyncing() ? Origin.RESYNC : lease.origin();
    }
  }
}
