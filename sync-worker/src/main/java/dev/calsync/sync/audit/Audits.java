package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One audit at a time in this worker, and what they all found. */
@Component
class Audits {
  private static final Logger log = LoggerFactory.getLogger(Audits.class);

  private final CalendarAudit audit;
  private final MeterRegistry meters;
  private final AtomicLong missing;
  private final AtomicLong stale;
  private final AtomicLong extra;
  private final Semaphore one = new Semaphore(1);

  Audits(CalendarAudit audit, MeterRegistry meters) {
    this.audit = audit;
    this.meters = meters;
    this.missing = meters.gauge("calsync.audit.missing", new AtomicLong());
    this.stale = meters.gauge("calsync.audit.stale", new AtomicLong());
    this.extra = meters.gauge("calsync.audit.extra", new AtomicLong());
  }

  /** Audits a calendar; empty while another is being audited. */
  Optional<AuditReport> of(CalendarId calendar) throws InterruptedException {
    if (!one.tryAcquire()) {
      return Optional.empty();
    }
    try {
      AuditReport report = audit.audit(calendar);
      note(report);
      return Optional.of(report);
    } finally {
      one.release();
    }
  }

  private void note(AuditReport report) {
    String outcome = report.outcome().name().toLowerCase(Locale.ROOT);
    meters.counter("calsync.audit.calendars", "outcome", outcome).increment();
    missing.addAndGet(report.missing().count());
    stale.addAndGet(report.stale().count());
    extra.addAndGet(report.extra().count());
    switch (report.outcome()) {
      case CLEAN -> log.debug("audit: {}", report);
      case UNFINISHED -> log.info("audit of calendar {}: {}", report.calendar(), report.reason());
      case DIFFERENT ->
          log.error(
              "audit of calendar {}: not as Google has it, read again: missing {}, stale {}, extra {}",
              report.calendar(),
              report.missing(),
              report.stale(),
              report.extra());
    }
  }
}
