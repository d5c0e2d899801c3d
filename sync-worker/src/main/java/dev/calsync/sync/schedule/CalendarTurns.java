package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.FencedException;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.lease.Parking;
import dev.calsync.sync.turn.CalendarTurn;
import dev.calsync.sync.turn.TurnEnd;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Turns from claim to release: whatever happens in between, the row is let go or its lease ends.
 */
@Component
class CalendarTurns {
  private static final Logger log = LoggerFactory.getLogger(CalendarTurns.class);
  private static final Duration LOST_ACCESS_AGAIN = Duration.ofHours(6);

  private final LeasedCalendars leased;
  private final CalendarTurn turn;
  private final SyncProperties settings;
  private final RandomGenerator random;
  private final Census census;
  private final MeterRegistry meters;

  CalendarTurns(
      LeasedCalendars leased,
      CalendarTurn turn,
      SyncProperties settings,
      RandomGenerator random,
      Census census,
      MeterRegistry meters) {
    this.leased = leased;
    this.turn = turn;
    this.settings = settings;
    this.random = random;
    this.census = census;
    this.meters = meters;
  }

  /**
   * Takes one turn and lets its calendar go.
   *
   * @return whether it was poked meanwhile, so that it is due at once
   */
  boolean take(Lease lease) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "fenced";
    try {
      TurnEnd end = attempt(lease);
      outcome = end.getClass().getSimpleName();
      return release(lease, end);
    } catch (FencedException e) {
      log.debug("{}", e.getMessage());
      return false;
    } catch (DataAccessException e) {
      outcome = "database";
      // The row cannot be reached to say so; its lease will end by itself.
      log.warn("calendar {}: {}", lease.calendar(), e.getMessage());
      return false;
    } finally {
      sample.stop(meters.timer("calsync.sync.duration", "outcome", outcome));
    }
  }

  private TurnEnd attempt(Lease lease) {
    try {
      return turn.take(lease);
    } catch (FencedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Kafka or the database away, or a bug: this calendar waits, no other does.
      log.warn("calendar {}: the turn failed", lease.calendar(), e);
      return new TurnEnd.TryLater(e.getClass().getSimpleName() + ": " + e.getMessage(), null);
    }
  }

  private boolean release(Lease lease, TurnEnd end) {
    switch (end) {
      case TurnEnd.UpToDate(var changes, var published) -> {
        NextLook next =
            NextLook.after(lease, changes, settings.secondLook(), census.polling(), random);
        return leased.finish(lease, published, next.in(), next.second());
      }
      case TurnEnd.TryLater(var reason, var retryAfter) -> {
        Duration delay = Backoff.delay(lease.standing().attempts(), retryAfter, random);
        log.info("calendar {} waits {}: {}", lease.calendar(), delay, reason);
        leased.backOff(lease, delay, reason);
        return false;
      }
      case TurnEnd.Wait(var reason, var in) -> {
        log.debug("calendar {} waits: {}", lease.calendar(), reason);
        boolean poll = Kind.of(lease) == Kind.LIVE && !lease.occasion().pushed();
        leased.postpone(lease, Backoff.until(in, !poll, random));
        return false;
      }
      case TurnEnd.Park park -> {
        log.info("calendar {} is parked, {}: {}", lease.calendar(), park.why(), park.reason());
        leased.park(lease, park.why(), park.reason(), lookAgain(park.why()));
        return false;
      }
    }
  }

  private static @Nullable Duration lookAgain(Parking why) {
    return switch (why) {
      case NEEDS_REAUTHORIZATION -> null;
      case ACCESS_LOST -> LOST_ACCESS_AGAIN;
    };
  }
}
