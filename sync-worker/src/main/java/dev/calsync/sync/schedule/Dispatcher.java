package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
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
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int CLAIM = 50;

  /** So much room must there be again that a claim is worth its statement. */
  private static final int REFILL = 16;

  private final DueCalendars due;
  private final CalendarTurns turns;
  private final OwnedPartitions partitions;
  private final SyncProperties settings;
  private final Semaphore permits;
  private final AtomicBoolean moreIsDue = new AtomicBoolean();
  private volatile boolean running;
  private ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Dispatcher(
      DueCalendars due,
      CalendarTurns turns,
      OwnedPartitions partitions,
      SyncProperties settings,
      MeterRegistry meters) {
    this.due = due;
    this.turns = turns;
    this.partitions = partitions;
    this.settings = settings;
    this.permits = new Semaphore(settings.permits());
    meters.gauge(
        "calsync.sync.turns.running", this, d -> settings.permits() - d.permits.availablePermits());
  }

  /** Takes the turns of calendars that were just poked, as soon as their debounce is over. */
  void wake(Collection<CalendarId> calendars) {
    if (running) {
      List<CalendarId> poked = List.copyOf(calendars);
      var _ =
          clock.schedule(
              () -> claim(limit -> due.claim(poked, limit)),
              settings.debounce().toMillis() + 1,
              TimeUnit.MILLISECONDS);
    }
  }

  private void claimOwned() {
    List<Integer> owned = partitions.list();
    if (!owned.isEmpty()) {
      claim(limit -> due.claimIn(owned, limit));
    }
  }

  private void claimOrphaned() {
    claim(limit -> due.claimOverdue(ORPHANED_AFTER, limit));
  }

  /** Claims up to the free permits, as long as there is more and room for it. */
  private void claim(IntFunction<List<Lease>> source) {
    try {
      int limit;
      List<Lease> claimed;
      do {
        limit = reserve();
        claimed = claim(source, limit);
      } while (limit > 0 && claimed.size() == limit);
      if (limit == 0) {
        moreIsDue.set(true);
        refill(); // The last of those turns may have ended just before.
      }
    } catch (RuntimeException e) {
      // Whatever it was, the next look tries again; a scheduled task that threw would never run
      // again.
      log.warn("no calendar can be claimed: {}", e.toString());
    }
  }

  /** The permits of what was not claimed are given back, whatever happens. */
  private List<Lease> claim(IntFunction<List<Lease>> source, int limit) {
    List<Lease> claimed = List.of();
    try {
      if (limit > 0 && running) {
        claimed = source.apply(limit);
      }
    } finally {
      permits.release(limit - claimed.size());
    }
    claimed.forEach(this::begin);
    return claimed;
  }

  private int reserve() {
    int limit = Math.min(permits.availablePermits(), CLAIM);
    return permits.tryAcquire(limit) ? limit : 0;
  }

  private void begin(Lease lease) {
    threads.execute(() -> {
      try {
        if (turns.take(lease)) {
          wake(List.of(lease.calendar()));
        }
      } finally {
        permits.release();
        refill();
      }
    });
  }

  /** What there was no room for is not left to the next look, half a second away. */
  private void refill() {
    boolean room = permits.availablePermits() >= Math.min(REFILL, settings.permits());
    if (room && running && moreIsDue.compareAndSet(true, false)) {
      clock.execute(this::claimOwned);
    }
  }

  @Override
  public void start() {
    clock =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("sync-dispatcher-", 0).factory());
    threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sync-turn-", 0).factory());
    running = true;
    long jitter = ThreadLocalRandom.current().nextLong(OWNED_EVERY.toMillis());
    var _ =
        clock.scheduleWithFixedDelay(
            this::claimOwned, jitter, OWNED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        clock.scheduleWithFixedDelay(
            this::claimOrphaned, jitter, ORPHANED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins no more turns and lets those under way end; what does not is taken over later. */
  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
