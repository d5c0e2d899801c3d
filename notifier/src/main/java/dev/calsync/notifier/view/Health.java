package dev.calsync.notifier.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fresh a calendar is, and since when it is as it is. */
record Health(
    State state, @Nullable Instant lastSyncedAt, @Nullable Instant since, @Nullable String reason) {

  /** From the best to the least that can be said. */
  enum State {
    /** Google pushes its changes. */
    LIVE,
    /** It is asked for changes now and then. */
    POLLING,
    /** It is being read in full; what is shown may be incomplete. */
    SYNCING,
    /** Its account's owner has to sign in again. */
    NEEDS_REAUTHORIZATION,
    /** Google no longer lets its account see it. */
    ACCESS_LOST
  }

  /**
   * What the two services know of a calendar.
   *
   * @param parked why sync-worker has given up, or null
   * @param synced whether it has been read in full once
   * @param pushed whether a confirmed channel is open
   */
  record Facts(
      String accountState,
      @Nullable String accountReason,
      @Nullable Instant accountSince,
      @Nullable String parked,
      boolean synced,
      boolean fullSync,
      @Nullable Instant watchedUntil,
      boolean pushed,
      @Nullable Instant lastSyncedAt,
      @Nullable Instant since,
      @Nullable String lastError) {}

  static Health of(Facts facts, Instant now) {
    if (facts.accountState().equals("NEEDS_REAUTHORIZATION")) {
      return new Health(
          State.NEEDS_REAUTHORIZATION,
          facts.lastSyncedAt(),
          facts.accountSince(),
          facts.accountReason());
    }
    State state = state(facts, now);
    return new Health(state, facts.lastSyncedAt(), facts.since(), facts.lastError());
  }

  private static State state(Facts facts, Instant now) {
    if ("NEEDS_REAUTHORIZATION".equals(facts.parked())) {
      return State.NEEDS_REAUTHORIZATION;
    }
    if ("ACCESS_LOST".equals(facts.parked())) {
      return State.ACCESS_LOST;
    }
    if (!facts.synced() || facts.fullSync()) {
      return State.SYNCING;
    }
    Instant until = facts.watchedUntil();
    return facts.pushed() && until != null && until.isAfter(now) ? State.LIVE : State.POLLING;
  }
}
