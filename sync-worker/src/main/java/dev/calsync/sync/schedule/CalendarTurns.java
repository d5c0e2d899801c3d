package dev.calsync.sync.schedule;

import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.FencedException;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Parking;
import dev.calsync.sync.lease.Poke;
import dev.calsync.sync.lease.Releases;
import dev.calsync.sync.lease.Releases.Stranded;
import dev.calsync.sync.turn.AccessNews;
import dev.calsync.sync.turn.CalendarTurn;
import dev.calsync.sync.turn.TurnEnd;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Turns from claim to release: whatever happens in between, the row is let go or its lease ends.
 */
@Component
class CalendarTurns {
  private static final Logger log = LoggerFactory.getLogger(CalendarTurns.class);
  private static final Duration LOST_ACCESS_AGAIN = Duration.ofHours(6);

  /** Of any more the leases end by themselves. */
  private static final int MOST_STRANDED = 1_000;

  private final DueCalendars due;
  private final Releases releases;
  private final CalendarTurn turn;
  private final AccessNews accessNews;
  private final Delays delays;
  private final MeterRegistry meters;

  /** What could not be let go, as the database was away. */
  private final Queue<Stranded> stranded = new ConcurrentLinkedQueue<>();

  CalendarTurns(
      DueCalendars due,
      Releases releases,
      CalendarTurn turn,
      AccessNews accessNews,
      Delays delays,
      MeterRegistry meters) {
    this.due = due;
    this.releases = releases;
    this.turn = turn;
    this.accessNews = accessNews;
    this.delays = delays;
    this.meters = meters;
  }

  /**
   * Takes one turn and lets its calendar go.
   *
   * @return whether it was poked meanwhile, so that it is due at once
   */
  boolean take(Lease lease) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    @Nullable TurnEnd end = null;
    try {
      end = attempt(lease);
      outcome = end.getClass().getSimpleName();
      return release(lease, end);
    } catch (FencedException e) {
      outcome = "fenced";
      log.debug("{}", e.getMessage());
      return end == null ? runOut(lease) : isRefusal(end) && passOn(lease);
    } catch (DataAccessResourceFailureException | TransientDataAccessException e) {
      outcome = "database";
      log.warn("calendar {}: {}", lease.calendar(), e.getMessage());
      strand(lease, again(lease, end));
      return false;
    } catch (DataAccessException e) {
      outcome = "database";
      // The database is there and refuses: only the end of the lease keeps this from going round.
      log.warn("calendar {} waits for the end of its lease", lease.calendar(), e);
      return false;
    } finally {
      sample.stop(meters.timer("calsync.sync.duration", "outcome", outcome));
    }
  }

  /**
   * A turn that gave up, as its lease might have ended. If nobody has the calendar yet, it was too
   * slow, and is counted and told as any other failure is: the next may be as slow.
   */
  private boolean runOut(Lease lease) {
    try {
      return release(lease, new TurnEnd.TryLater("the turn outlasted its lease", null));
    } catch (FencedException _) {
      return false; // Whoever has it now looks after it.
    } catch (DataAccessException e) {
      log.warn("calendar {} waits for the end of its lease: {}", lease.calendar(), e.getMessage());
      return false;
    }
  }

  private static boolean isRefusal(@Nullable TurnEnd end) {
    return end instanceof TurnEnd.TryLater || end instanceof TurnEnd.Park;
  }

  /**
   * What an overtaken turn was refused, since the calendar is there no more, whoever has it now may
   * have been too early to hear: it is asked for once more.
   */
  private boolean passOn(Lease lease) {
    try {
      due.poke(Map.of(lease.calendar(), Poke.ONCE), Asked.BY_US);
      return true;
    } catch (DataAccessException e) {
      log.warn("calendar {} waits for its next look: {}", lease.calendar(), e.getMessage());
      return false;
    }
  }

  /** Claimed, and neither begun nor let go. */
  void strand(Collection<Lease> leases) {
    leases.forEach(lease -> strand(lease, Duration.ZERO));
  }

  private void strand(Lease lease, Duration again) {
    if (stranded.size() < MOST_STRANDED) {
      stranded.add(new Stranded(lease, again));
    }
  }

  /** Tries to let go of what could not be let go before; what still cannot is kept for later. */
  void letGoOfStranded() {
    List<Stranded> waiting = List.copyOf(stranded);
    if (waiting.isEmpty()) {
      return;
    }
    try {
      releases.letGo(waiting);
      stranded.removeAll(waiting);
    } catch (DataAccessException e) {
      log.warn("{} calendars cannot be let go yet: {}", waiting.size(), e.getMessage());
    }
  }

  /**
   * When a turn is taken again that could not say how it ended. Whether an edit waits, which waits
   * for calls otherwise than a poll, only the database knows; the next turn asks.
   */
  private Duration again(Lease lease, @Nullable TurnEnd end) {
    return switch (end) {
      case TurnEnd.TryLater later -> delays.after(lease, later);
      case TurnEnd.Rest _ -> delays.afterRest();
      case TurnEnd.Wait _, TurnEnd.UpToDate _, TurnEnd.Outage _, TurnEnd.Park _ -> Duration.ZERO;
      case null -> Duration.ZERO;
    };
  }

  private TurnEnd attempt(Lease lease) {
    try {
      TurnEnd end = turn.take(lease);
      if (end instanceof TurnEnd.UpToDate) {
        accessNews.upToDate(lease);
      }
      return end;
    } catch (FencedException e) {
      throw e;
    } catch (KafkaException
        | TransactionException
        | DataAccessResourceFailureException
        | TransientDataAccessException e) {
      return new TurnEnd.Outage(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // A bug: this calendar waits, no other does.
      log.warn("calendar {}: the turn failed", lease.calendar(), e);
      return new TurnEnd.TryLater(e.getClass().getSimpleName() + ": " + e.getMessage(), null);
    }
  }

  private boolean release(Lease lease, TurnEnd end) {
    switch (end) {
      case TurnEnd.UpToDate upToDate -> {
        NextLook next = delays.after(lease, upToDate);
        return releases.finish(
            lease, upToDate.publishedSeq(), delays.whenAsked(), next.in(), next.second());
      }
      case TurnEnd.TryLater later -> {
        Duration delay = delays.after(lease, later);
        releases.backOff(lease, delay, later.reason());
        log.info("calendar {} waits {}: {}", lease.calendar(), delay, later.reason());
        return false;
      }
      case TurnEnd.Outage(var reason) -> {
        Duration delay = delays.afterOutage();
        log.warn("calendar {} waits {}: {}", lease.calendar(), delay, reason);
        releases.postpone(lease, delay);
        return false;
      }
      case TurnEnd.Wait wait -> {
        log.debug("calendar {} waits: {}", lease.calendar(), wait.reason());
        releases.postpone(lease, delays.after(lease, wait));
        return false;
      }
      case TurnEnd.Rest(var reason) -> {
        log.debug("calendar {} rests: {}", lease.calendar(), reason);
        releases.postpone(lease, delays.afterRest());
        return false;
      }
      case TurnEnd.Park park -> {
        log.info("calendar {} is parked, {}: {}", lease.calendar(), park.why(), park.reason());
        releases.park(lease, park.why(), park.reason(), lookAgain(park.why()));
        if (park.why() == Parking.ACCESS_LOST) {
          accessNews.lost(lease, park.reason());
        }
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
