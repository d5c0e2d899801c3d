package dev.calsync.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Changes that somebody makes at Google, and how long each is on its way to whoever reads ours. */
final class Journeys {
  private final List<Change> onTheirWay = new ArrayList<>();
  private final List<Journey> ended = new ArrayList<>();

  /**
   * Somebody's change at Google.
   *
   * @param watched whether the worker relied on pushes when it was made
   */
  record Change(Seat seat, String event, Instant made, boolean watched) {
    /** How long it may be on its way, whatever becomes of its push. */
    Duration most() {
      return (watched ? SilentPushes.WATCHED_POLL : SilentPushes.UNWATCHED_POLL)
          .plus(SilentPushes.SLACK);
    }
  }

  /** A change that has arrived. */
  record Journey(Change change, Duration taken) {
    boolean isInTime() {
      return taken.compareTo(change.most()) <= 0;
    }

    /** Its own push did not bring it. */
    boolean isLate() {
      return taken.compareTo(SilentPushes.SLACK) > 0;
    }
  }

  void begin(Change change) {
    onTheirWay.add(change);
  }

  /** What has arrived by now is noted; what should have must not be on its way any more. */
  void look(Ledger ledger, Instant now) {
    for (Change change : List.copyOf(onTheirWay)) {
      var journey = new Journey(change, Duration.between(change.made(), now));
      if (ledger.folded(change.seat().calendar().toString()).containsKey(change.event())) {
        onTheirWay.remove(change);
        ended.add(journey);
      } else if (!journey.isInTime()) {
        throw new Violation("%s has not arrived after %s".formatted(change, journey.taken()));
      }
    }
  }

  List<Journey> ended() {
    return List.copyOf(ended);
  }

  /** Forgets how long earlier changes were on their way. */
  void measureAnew() {
    ended.clear();
  }

  /** The longest way of a change to a calendar that was believed to be pushed for. */
  Duration longestWatched() {
    return longest(Change::watched);
  }

  /** The longest way of a change to a calendar that was known to be polled only. */
  Duration longestUnwatched() {
    return longest(change -> !change.watched());
  }

  private Duration longest(Predicate<Change> which) {
    return ended.stream()
        .filter(journey -> which.test(journey.change()))
        .map(Journey::taken)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
