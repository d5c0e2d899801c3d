package dev.calsync.sync.turn;

import dev.calsync.sync.lease.Parking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a turn ended, and so what becomes of its calendar. */
public sealed interface TurnEnd {
  /**
   * The mirror is as Google was when the turn began.
   *
   * @param changes how many true differences were found
   * @param publishedSeq everything up to it is in Kafka, which is still to be noted
   */
  record UpToDate(int changes, long publishedSeq) implements TurnEnd {}

  /** Something is in the way that may pass. */
  record TryLater(String reason, @Nullable Duration retryAfter) implements TurnEnd {}

  /** Something of our own was away, which says nothing of the calendar. */
  record Outage(String reason) implements TurnEnd {}

  /** Nothing is wrong: it is not this calendar's turn to call Google yet, or not any more. */
  record Wait(String reason, Duration in) implements TurnEnd {
    /** Nobody wants to read it any more, which is what the next turn sees to. */
    static final Wait REMOVED = new Wait("it was removed", Duration.ZERO);
  }

  /** The account's changes rest for hours, and what is half done waits for them. */
  record Rest(String reason) implements TurnEnd {}

  /** Something is in the way that will not pass by itself. */
  record Park(Parking why, String reason) implements TurnEnd {}
}
