package dev.calsync.sync.turn;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.CalendarAccessLost;
import dev.calsync.model.Lifecycle.CalendarAccessRegained;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Parking;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Tells that Google refuses a calendar's events, after each look at which it does, and that it no
 * longer does. So what a crash leaves untold, or told too early, is put right by the next look.
 */
@Component
public class AccessNews {
  private static final Logger log = LoggerFactory.getLogger(AccessNews.class);

  private final JdbcClient jdbc;
  private final Observations observations;

  AccessNews(JdbcClient jdbc, Observations observations) {
    this.jdbc = jdbc;
    this.observations = observations;
  }

  /** The calendar was parked for it, which only whoever held its lease could do. */
  public void lost(Lease lease, String reason) {
    Lease.Subject of = lease.subject();
    try {
      tell(
          lease,
          version ->
              new CalendarAccessLost(
                  of.account(),
                  of.user(),
                  version,
                  lease.occasion().claimedAt(),
                  of.calendar(),
                  reason));
    } catch (KafkaException e) {
      log.warn("calendar {}: lost access is told after the next look: {}", of.calendar(), e);
    }
  }

  /**
   * The calendar is about to be let go up to date. Told before its row forgets that it was parked.
   *
   * @throws KafkaException when it may not have been told
   */
  public void upToDate(Lease lease) {
    Lease.Subject of = lease.subject();
    if (lease.standing().parked() == Parking.ACCESS_LOST) {
      tell(
          lease,
          version ->
              new CalendarAccessRegained(
                  of.account(), of.user(), version, lease.occasion().claimedAt(), of.calendar()));
    }
  }

  /** Nothing is told of what was taken away or is somebody else's by now. */
  private void tell(Lease lease, LongFunction<Lifecycle> message) {
    jdbc.sql(
            """
            select lifecycle_version from sync.calendar_sync
             where calendar_id = :id and lease_epoch = :epoch and not removed
            """)
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query(Long.class)
        .optional()
        .ifPresent(version -> observations.tell(message.apply(version)));
  }
}
