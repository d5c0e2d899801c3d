package dev.calsync.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a well-behaved client of Google's never does, seen from Google's side. */
final class CallRules {
  private static final Set<String> WITH_A_VERSION = Set.of("events.update", "events.delete");

  /** Other workers learn of a pause after a second; what is under way by then still arrives. */
  private static final Duration WORD_GOES_ROUND = Duration.ofSeconds(3);

  /** Calls in any minute, where the budget is small: the least that can be set. */
  static final int TIGHT = 60;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final boolean everyWordIsKept;
  private final boolean tight;
  private final boolean audited;
  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final boolean nobodyFreezes;
  private final Set<String> listed = new HashSet<>();
  private Instant heard = Instant.MIN;
  private Instant notBefore = Instant.MIN;

  /**
   * @param swarm a worker that dies, or cannot reach the database, may take Google's word with it
   * @param audited whether calendars are read from the beginning beside their turns, too
   */
  CallRules(Swarm swarm, boolean audited) {
    this.audited = audited;
    this.tight = swarm.tight();
    this.nobodyFreezes = swarm.machines().freezes() == 0;
    this.everyWordIsKept =
        swarm.database().equals(Swarm.NONE.database())
            && swarm.machines().kills() == 0
            && swarm.machines().freezes() == 0;
  }

  /**
   * A worker reads a calendar, and until {@link #ended} no other reads the same one. Only a worker
   * that was frozen may still be at it: it wakes to find that it was overtaken.
   *
   * @return whether this is such a call
   */
  boolean begun(GoogleCall call, Surroundings around) {
    boolean maybeAnAudit = audited && !call.parameters().containsKey("syncToken");
    if (!nobodyFreezes
        || !isWorker(around)
        || !call.operation().equals("events.list")
        || maybeAnAudit) {
      return false;
    }
    if (!listed.add(call.email() + " " + call.calendar())) {
      throw new Violation("calendar %s is read twice at once".formatted(call.calendar()));
    }
    return true;
  }

  void ended(GoogleCall call) {
    listed.remove(call.email() + " " + call.calendar());
  }

  void called(GoogleCall call, Surroundings around) {
    Instant now = around.now();
    if (everyWordIsKept
        && isWorker(around)
        && now.isAfter(heard.plus(WORD_GOES_ROUND))
        && now.isBefore(notBefore)) {
      throw new Violation(
          "%s called %s at %s, before the %s that Google had asked for"
              .formatted(around.life(), call.operation(), now, notBefore));
    }
    if (tight && isWorker(around)) {
      count(now);
    }
    if (WITH_A_VERSION.contains(call.operation()) && call.ifMatch() == null) {
      throw new Violation(call.operation() + " overwrites what its author has not seen");
    }
  }

  /** The limit holds for every minute, wherever it begins. */
  private void count(Instant now) {
    lastMinute.addLast(now);
    while (!lastMinute.getFirst().isAfter(now.minus(MINUTE))) {
      lastMinute.removeFirst();
    }
    if (lastMinute.size() > TIGHT) {
      throw new Violation(lastMinute.size() + " calls within a minute; allowed are " + TIGHT);
    }
  }

  /** A worker has heard an answer. */
  void heard(GoogleReply reply, Surroundings around) {
    Integer seconds = reply.retryAfter();
    if (seconds != null && isWorker(around)) {
      heard = around.now();
      notBefore = heard.plusSeconds(seconds);
    }
  }

  private static boolean isWorker(Surroundings around) {
    return around.life().name().startsWith("worker");
  }
}
