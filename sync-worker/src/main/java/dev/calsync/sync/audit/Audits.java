package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** One audit at a time in this worker, and what the latest found. */
@Component
class Audits {
  private static final Logger log = LoggerFactory.getLogger(Audits.class);

  private final CalendarAudit audit;
  private final AuditedCalendars calendars;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Findings findings = new Findings();
  private final Semaphore one = new Semaphore(1);

  Audits(
      CalendarAudit audit,
      AuditedCalendars calendars,
      MeterRegistry meters,
      InstantSource monotonicClock) {
    this.audit = audit;
    this.calendars = calendars;
    this.meters = meters;
    this.clock = monotonicClock;
    meters.gauge("calsync.audit.missing", findings, f -> f.missing(clock.instant()));
    meters.gauge("calsync.audit.stale", findings, f -> f.stale(clock.instant()));
    meters.gauge("calsync.audit.extra", findings, f -> f.extra(clock.instant()));
  }

  /** Audits a calendar; empty while another is being audited. */
  Optional<AuditReport> of(CalendarId calendar) throws InterruptedException {
    if (!one.tryAcquire()) {
      return Optional.empty();
    }
    try {
      AuditReport report = audit.audit(calendar);
      note(report);
      if (report.outcome() != AuditReport.Outcome.UNFINISHED) {
        calendars.audited(calendar);
      }
      return Optional.of(report);
    } finally {
      one.release();
    }
  }

  private void note(AuditReport report) {
    String outcome = report.outcome().name().toLowerCase(Locale.ROOT);
    meters.counter("calsync.audit.calendars", "outcome", outcome).increment();
    findings.note(report, clock.instant());
    switch (report.outcome()) {
      case CLEAN -> log.debug("audit: {}", report);
      case UNFINISHED -> log.info("audit of calendar {}: {}", report.calendar(), report.reason());
      case DIFFERENT ->
          log.atLevel(report.isSurelyADefect() ? Level.ERROR : Level.WARN)
              .log(
                  "audit of calendar {}: not as Google has it, read again: missing {}, stale {}, extra {}",
                  report.calendar(),
                  report.missing(),
                  report.stale(),
                  report.extra());
    }
  }
}
