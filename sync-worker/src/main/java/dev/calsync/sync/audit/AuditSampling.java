package dev.calsync.sync.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Audits a few calendars each hour, those first that were not audited for longest. */
@Component
class AuditSampling implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AuditSampling.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final AuditedCalendars calendars;
  private final Audits audits;
  private final AuditProperties settings;
  private volatile ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private volatile boolean running;

  AuditSampling(AuditedCalendars calendars, Audits audits, AuditProperties settings) {
    this.calendars = calendars;
    this.audits = audits;
    this.settings = settings;
  }

  /** One look whether it is time for a sample. */
  void sample() throws InterruptedException {
    Duration every = Duration.ofHours(1).dividedBy(settings.calendarsPerHour());
    var next = calendars.next(every);
    if (next.isPresent()) {
      var _ = audits.of(next.get());
    }
  }

  @Override
  public void start() {
    running = true;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sync-audit").daemon().factory());
    if (settings.calendarsPerHour() > 0) {
      Duration every = Duration.ofHours(1).dividedBy(settings.calendarsPerHour());
      long millis = Math.min(every.toMillis(), LOOK_EVERY.toMillis());
      var _ =
          clock.scheduleWithFixedDelay(this::sampleOrSay, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void sampleOrSay() {
    try {
      sample();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Whatever it was, there is a next time; a scheduled task that threw would never run again.
      log.warn("no audit this time: {}", e.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running; // What says so before it was started is never started.
  }
}
