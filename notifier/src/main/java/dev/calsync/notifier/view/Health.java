package dev.calsync.notifier.view;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a calendar is, since when it is as it is, and why.
 *
 * @param reason what Google or we said last, where something fails
 * @param eventsRead while it is read in full, how many of its events were
 */
record Health(
    State state,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant since,
    Why reasonCode,
    @Nullable String reason,
    @Nullable Long eventsRead) {

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
   * When what turned last.
   *
   * @param account its account was connected or refused
   * @param sync it began to be read in full, was up to date, or was parked
   * @param watch it began to be watched, or ended
   * @param confirmed the first push came of that watch
   * @param lapsed its watch ended and nobody said so; null while it has not
   */
  record Turns(
      @Nullable Instant account,
      @Nullable Instant sync,
      @Nullable Instant watch,
      @Nullable Instant confirmed,
      @Nullable Instant lapsed) {}

  /**
   * What was said last where something failed, or null.
   *
   * @param watch when it was to be watched
   * @param sync when it was to be read
   */
  record Errors(@Nullable String account, @Nullable String watch, @Nullable String sync) {}

  static Health of(
      Set<Fact> facts,
      Turns turns,
      Errors errors,
      @Nullable Instant lastSyncedAt,
      @Nullable Long eventsRead) {
    Why why = Why.of(facts);
    boolean reading = why.state() == State.SYNCING;
    return new Health(
        why.state(),
        lastSyncedAt,
        since(why, facts, turns),
        why,
        reason(why, facts, errors),
        reading ? eventsRead : null);
  }

  private static @Nullable Instant since(Why why, Set<Fact> facts, Turns turns) {
    return switch (why.state()) {
      case LIVE -> latest(turns.account(), turns.sync(), turns.watch(), turns.confirmed());
      case POLLING -> latest(turns.account(), turns.sync(), turns.watch(), turns.lapsed());
      case SYNCING, ACCESS_LOST -> turns.sync();
      case NEEDS_REAUTHORIZATION -> facts.contains(Fact.REFUSED) ? turns.account() : turns.sync();
    };
  }

  private static @Nullable Instant latest(@Nullable Instant... times) {
    Instant latest = null;
    for (Instant time : times) {
      if (time != null && (latest == null || time.isAfter(latest))) {
        latest = time;
      }
    }
    return latest;
  }

  private static @Nullable String reason(Why why, Set<Fact> facts, Errors errors) {
    return switch (why) {
      case GRANT_REFUSED -> facts.contains(Fact.REFUSED) ? errors.account() : errors.sync();
      case NOT_WATCHABLE, ADDRESS_REFUSED, WATCH_FAILED ->
          errors.sync() == null ? errors.watch() : errors.sync();
      case PUSHED,
          NO_URL,
          SUSPECT,
          UNCONFIRMED,
          NOT_YET_WATCHED,
          FIRST_READING,
          READ_AGAIN,
          ACCESS_LOST ->
          errors.sync();
    };
  }
}
