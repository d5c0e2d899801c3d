package dev.calsync.sync.lease;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Origin;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to one turn of one calendar, as its row stood when it was claimed; that it was removed
 * is learnt later, too. Whatever the turn writes is conditional on {@link #epoch}; a later claim
 * has a greater one.
 *
 * @param safeUntil on this worker's monotonic clock: nothing is begun after it, since the lease may
 *     end while it runs
 */
public record Lease(
    Subject subject,
    long epoch,
    Occasion occasion,
    Progress progress,
    Standing standing,
    Instant safeUntil) {

  /** Whose turn it is. */
  public CalendarId calendar() {
    return subject.calendar();
  }

  /** Why this turn's changes come to be seen. */
  public Origin origin() {
    return occasion.pushed() ? Origin.PUSH : Origin.POLL;
  }

  /** Whether somebody waits for what this turn finds or does. */
  public boolean isAwaited() {
    return occasion.pushed || occasion.secondLook() || standing.edited;
  }

  /** The same lease after the row's lease was renewed, and the row perhaps removed. */
  Lease renewed(Instant newSafeUntil, boolean removed) {
    Standing now = removed == standing.removed ? standing : standing.with(removed);
    return new Lease(subject, epoch, occasion, progress, now, newSafeUntil);
  }

  /** Which calendar, and through whose account it is seen. */
  public record Subject(
      CalendarId calendar, AccountId account, UserId user, String googleCalendarId) {}

  /**
   * What made the calendar due.
   *
   * @param claimedGen the pokes this turn answers
   * @param asked how often it was asked for since the last turn, by Google or by us
   * @param pushed whether Google announced something since the last turn
   * @param secondLookIn when what was announced is to be looked for a last time: zero where this
   *     turn comes that late, null where nothing is left to look for
   */
  public record Occasion(
      long claimedGen,
      long asked,
      Instant claimedAt,
      boolean pushed,
      @Nullable Duration secondLookIn,
      @Nullable String traceparent) {
    /**
     * Whether what this turn does not find was not there; one that came in between may be early.
     */
    public boolean secondLook() {
      return secondLookIn != null && secondLookIn.isZero();
    }
  }

  /**
   * How the calendar stands.
   *
   * @param told how far those who read its changes have been told
   * @param failures turns in a row that failed, before this one
   * @param watched whether Google pushes for it
   * @param removed whether it is to be forgotten
   * @param resyncIn how long it may not be read from its beginning again
   * @param edited whether edits wait; one that comes later asks for a turn of its own
   * @param parked why it was not read any more, if it was not
   */
  public record Standing(
      Told told,
      int failures,
      boolean watched,
      boolean removed,
      Duration resyncIn,
      boolean edited,
      @Nullable Parking parked) {
    /** Which try of a row this turn is; the first is one. */
    public int attempt() {
      return failures + 1;
    }

    private Standing with(boolean nowRemoved) {
      return new Standing(told, failures, watched, nowRemoved, resyncIn, edited, parked);
    }
  }

  /**
   * What Kafka has been told.
   *
   * @param upTo the last number
   * @param all whether that is the last there is, and nothing else is owed
   */
  public record Told(long upTo, boolean all) {}
}
