package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Gives turns to calendars that are due: at once to those just poked, twice a second (and as soon
 * as there is room, while more is due than fits) to those of the partitions this worker owns, and
 * every few seconds to whatever nobody else has taken. No more is claimed than can be begun at
 * once.
 */
@Component
class Dispatcher implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration OWNED_EVERY = Duration.ofMillis(500);
  private static final Duration ORPHANED_EVERY = Duration.ofSeconds(5);
  private static final Duration ORPHANED_AFTER = Duration.ofSeconds(5);
  private static final Duration CLAIM = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final DueCalendars due;
  private final CalendarTurns turns;
  private final OwnedPartitions partitions;
  private final SyncProperties settings;
  private final TurnThreads newThreads;
  private final Room room;
  private final InstantSource time;
  private final AtomicBoolean moreIsDue = new AtomicBoolean();
  private volatile boolean running;
  private ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ExecutorService backfills = threads;

  Dispatcher(
      DueCalendars due,
      CalendarTurns turns,
      OwnedPartitions partitions,
      SyncProperties settings,
      TurnThreads newThreads,
      Room room,
      InstantSource monotonicClock) {
    this.due = due;
    this.turns = turns;
    this.partitions = partitions;
    this.settings = settings;
    this.newThreads = newThreads;
    this.room = room;
    this.time = monotonicClock;
  }

  /** Takes the turns of calendars that were just poked, as soon as their debounce is over. */
  void wake(Collection<CalendarId> calendars) {
    if (running) {
      Set<CalendarId> poked = new HashSet<>(calendars);
      var _ =
          clock.schedule(
              () -> claim((kind, limit) -> claim(poked, kind, limit)),
              settings.debounce().toMillis() + 1,
              TimeUnit.MILLISECONDS);
    }
  }

  /** What is claimed need not be looked for as the other kind. */
  private List<Lease> claim(Set<CalendarId> poked, Kind kind, int limit) {
    if (poked.isEmpty()) {
      return List.of();
    }
    List<Lease> claimed = due.claim(poked, kind, limit);
    claimed.forEach(lease -> poked.remove(lease.calendar()));
    return claimed;
  }

  private void claimOwned() {
    claim(this::claimOwned);
  }

  private List<Lease> claimOwned(Kind kind, int limit) {
    List<Integer> owned = partitions.inTurn(time.instant());
    return owned.isEmpty() ? List.of() : due.claimIn(owned, kind, limit);
  }

  private void claimOrphaned() {
    claim((kind, limit) -> due.claimOverdue(ORPHANED_AFTER, kind, limit));
  }

  /** Claims what there is room for, as long as there is more; what somebody waits for first. */
  private void claim(Source source) {
    try {
      turns.letGoOfStranded();
      for (Kind kind : Kind.values()) {
        int limit;
        List<Lease> claimed;
        do {
          limit = room.reserve(kind);
          claimed = claim(source, kind, limit);
        } while (limit > 0 && claimed.size() == limit);
      }
      if (room.isFull()) {
        moreIsDue.set(true);
        refill(); // The last of those turns may have ended just before.
      }
    } catch (RuntimeException e) {
      // Whatever it was, the next look tries again; a scheduled task that threw would never run
      // again.
      log.warn("no calendar can be claimed: {}", e.toString());
    } catch (Error e) {
      log.error("no calendar can be claimed", e);
    }
  }

  /** The permits of what was not claimed are given back, whatever happens. */
  private List<Lease> claim(Source source, Kind kind, int limit) {
    List<Lease> claimed = List.of();
    try {
      if (limit > 0 && running) {
        claimed = source.claim(kind, limit);
      }
    } finally {
      room.release(kind, limit - claimed.size());
    }
    List<Lease> crowded = new ArrayList<>();
    for (Lease lease : claimed) {
      if (room.enter(lease)) {
        begin(lease);
      } else {
        crowded.add(lease);
      }
    }
    if (!crowded.isEmpty()) {
      room.release(kind, crowded.size());
      giveWay(kind, crowded);
    }
    return claimed;
  }

  private void giveWay(Kind kind, List<Lease> crowded) {
    try {
      due.giveWay(kind, crowded, room.accountPace());
    } catch (DataAccessException e) {
      turns.strand(crowded);
      throw e;
    }
  }

  private void begin(Lease lease) {
    try {
      (Kind.of(lease) == Kind.BACKFILL ? backfills : threads).execute(() -> take(lease));
    } catch (RuntimeException | Error e) {
      // No thread to be had: those that were claimed with it are begun, and this one is let go.
      room.leave(lease);
      turns.strand(List.of(lease));
      log.error("calendar {} cannot be begun", lease.calendar(), e);
    }
  }

  private void take(Lease lease) {
    try {
      if (turns.take(lease)) {
        wake(List.of(lease.calendar()));
      }
    } finally {
      room.leave(lease);
      refill();
    }
  }

  /** What there was no room for is not left to the next look, half a second away. */
  private void refill() {
    if (running && room.isWorthAClaim() && moreIsDue.compareAndSet(true, false)) {
      clock.execute(this::claimOwned);
    }
  }

  @Override
  public void start() {
    clock = newThreads.newClock();
    threads = newThreads.newTurns();
    backfills = newThreads.newBackfills();
    running = true;
    long jitter = newThreads.partOf(OWNED_EVERY).toMillis();
    var _ =
        clock.scheduleWithFixedDelay(
            this::claimOwned, jitter, OWNED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        clock.scheduleWithFixedDelay(
            this::claimOrphaned, jitter, ORPHANED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins no more turns and lets those under way end; what does not is taken over later. Whoever
   * claims just now still begins what was claimed: else it would be nobody's until its lease ends.
   */
  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
    try {
      var _ = clock.awaitTermination(CLAIM.toMillis(), TimeUnit.MILLISECONDS);
      threads.shutdown();
      backfills.shutdown();
      long end = System.nanoTime() + DRAIN.toNanos();
      if (threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
          && backfills.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        turns.letGoOfStranded();
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    backfills.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A way to find calendars that are due. */
  private interface Source {
    List<Lease> claim(Kind kind, int limit);
  }
}
