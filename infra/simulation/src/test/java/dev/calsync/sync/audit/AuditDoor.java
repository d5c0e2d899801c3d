package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A worker's audits, as its clock and its operator would call them. */
public final class AuditDoor {
  private final AuditedCalendars calendars;
  private final Audits audits;

  AuditDoor(AuditedCalendars calendars, Audits audits) {
    this.calendars = calendars;
    this.audits = audits;
  }

  /**
   * What came of an audit.
   *
   * @param obstacle why it did not come to its end; empty if it did
   * @param wrong what is missing or stale; empty for nothing
   */
  public record Result(String obstacle, String wrong) {
    private static Result of(AuditReport report) {
      return new Result(
          Objects.requireNonNullElse(report.reason(), ""),
          report.isSurelyADefect() ? report.toString() : "");
    }
  }

  /** Audits the next calendar if it is time for one, which it is so often. */
  public Optional<Result> sample(Duration every) {
    return calendars.next(every).flatMap(this::audit);
  }

  /** Audits this one; empty while another is being audited. */
  public Optional<Result> audit(CalendarId calendar) {
    try {
      return audits.of(calendar).map(Result::of);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts here", e);
    }
  }
}
