package dev.calsync.sync.turn;

import dev.calsync.model.Lifecycle.CalendarAccessLost;
import dev.calsync.model.Lifecycle.CalendarAccessRegained;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Parking;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells when Google begins or ceases to refuse a calendar's events. Told before the row says so:
 * after a crash in between it is told again, and never not at all.
 */
@Component
public class AccessNews {
  private final JdbcClient jdbc;
  private final Observations observations;

  AccessNews(JdbcClient jdbc, Observations observations) {
    this.jdbc = jdbc;
    this.observations = observations;
  }

  /** A turn ends so. */
  public void after(Lease lease, TurnEnd end) {
    boolean wasLost = lease.standing().parked() == Parking.ACCESS_LOST;
    Lease.Subject subject = lease.subject();
    if (!wasLost && end instanceof TurnEnd.Park(Parking why, String reason) && isLoss(why)) {
      observations.tell(
          new CalendarAccessLost(
              subject.account(),
              subject.user(),
              version(lease),
              lease.occasion().claimedAt(),
              subject.calendar(),
              reason));
    } else if (wasLost && end instanceof TurnEnd.UpToDate && !lease.standing().removed()) {
      observations.tell(
          new CalendarAccessRegained(
              subject.account(),
              subject.user(),
              version(lease),
              lease.occasion().claimedAt(),
              subject.calendar()));
    }
  }

  private static boolean isLoss(Parking why) {
    return switch (why) {
      case ACCESS_LOST -> true;
      case NEEDS_REAUTHORIZATION -> false; // The channel manager's to tell.
    };
  }

  private long version(Lease lease) {
    return jdbc.sql("select lifecycle_version from sync.calendar_sync where calendar_id = :id")
        .param("id", lease.calendar().value())
        .query(Long.class)
        .single();
  }
}
