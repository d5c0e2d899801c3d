package dev.calsync.sync.lease;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Origin;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to one turn of one calendar, as its row stood when it was claimed. Whatever the turn
 * writes is conditional on {@link #epoch}; a later claim has a greater one.
 *
 * @param claimedGen the pokes this turn answers
 * @param pushed whether Google announced something since the last turn
 * @param secondLook whether this turn repeats one whose push found nothing
 * @param fullSyncGen the generation of the last full sync, also of one under way
 * @param fullSyncing whether a full sync is under way
 * @param removed whether the calendar is to be forgotten
 * @param safeUntil on this worker's monotonic clock: nothing is begun after it, since the lease may
 *     end while it runs
 */
public record Lease(
    CalendarId calendar,
    AccountId account,
    UserId user,
    String googleCalendarId,
    long epoch,
    long claimedGen,
    Instant claimedAt,
    boolean pushed,
    boolean secondLook,
    boolean watched,
    @Nullable SyncToken syncToken,
    @Nullable String pageToken,
    long fullSyncGen,
    boolean fullSyncing,
    long changeSeq,
    long publishedSeq,
    int attempts,
    boolean removed,
    @Nullable String traceparent,
    Instant safeUntil) {

  /** The same lease after the row's lease was renewed. */
  Lease renewed(Instant newSafeUntil) {
    return new Lease(
        calendar,
        account,
        user,
        googleCalendarId,
        epoch,
        claimedGen,
        claimedAt,
        pushed,
        secondLook,
        watched,
        syncToken,
        pageToken,
        fullSyncGen,
        fullSyncing,
        changeSeq,
        publishedSeq,
        attempts,
        removed,
        traceparent,
        newSafeUntil);
  }

  /** Why this turn's changes come to be seen. */
  public Origin origin() {
    return pushed ? Origin.PUSH : Origin.POLL;
  }
}
