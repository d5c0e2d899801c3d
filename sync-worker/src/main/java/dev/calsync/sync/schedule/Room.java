package dev.calsync.sync.schedule;

import dev.calsync.model.AccountId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.QuotaProperties;
import dev.calsync.sync.quota.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * How many turns this worker takes at once: of all, of first syncs, and of one account's, so that
 * neither a backlog of first syncs nor one account with thousands of calendars keeps others
 * waiting.
 */
@Component
class Room {
  private static final int CLAIM = 50;

  /** So much room must there be again that a claim is worth its statement. */
  private static final int REFILL = 16;

  /**
   * A budget that is used up is soon there again: until then, claiming would only go in circles.
   */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Quota quota;
  private final int perAccount;
  private final Duration accountPace;
  private final int refill;
  private final int most;
  private final int mostBackfills;
  private final Semaphore permits;
  private final Semaphore backfillPermits;
  private final ConcurrentMap<Guest, Integer> guests = new ConcurrentHashMap<>();

  Room(SyncProperties sync, QuotaProperties settings, Quota quota, MeterRegistry meters) {
    this.quota = quota;
    this.perAccount = settings.turnsPerAccount();
    this.accountPace = settings.accountPace();
    this.refill = Math.min(REFILL, sync.permits());
    this.most = sync.permits();
    this.mostBackfills = Math.max(most / 2, 1);
    this.permits = new Semaphore(most);
    this.backfillPermits = new Semaphore(mostBackfills);
    meters.gauge("calsync.sync.turns.running", this, r -> most - r.permits.availablePermits());
  }

  /** How far apart the calendars of an account without room may follow each other. */
  Duration accountPace() {
    return accountPace;
  }

  /** Permits for turns of this kind, which must be released; 0 when none may be begun now. */
  int reserve(Kind kind) {
    int limit =
        switch (kind) {
          case LIVE -> isSoonOpen(quota.closedFor(Work.LIVE)) ? 0 : permits.availablePermits();
          case BACKFILL ->
              quota.closedFor(Work.BACKFILL).isZero()
                  ? Math.min(permits.availablePermits(), backfillPermits.availablePermits())
                  : 0;
        };
    int wanted = Math.min(limit, CLAIM);
    if (!permits.tryAcquire(wanted)) {
      return 0;
    }
    if (kind == Kind.BACKFILL && !backfillPermits.tryAcquire(wanted)) {
      permits.release(wanted);
      return 0;
    }
    return wanted;
  }

  void release(Kind kind, int unused) {
    if (kind == Kind.BACKFILL) {
      backfillPermits.release(unused);
    }
    permits.release(unused);
  }

  /** Whether nothing more can be begun before something ends. */
  boolean isFull() {
    return permits.availablePermits() == 0;
  }

  /** Whether no turn is under way, and every permit is there again. */
  boolean isEmpty() {
    return guests.isEmpty()
        && permits.availablePermits() == most
        && backfillPermits.availablePermits() == mostBackfills;
  }

  /** Whether enough has ended since. */
  boolean isWorthAClaim() {
    return permits.availablePermits() >= refill;
  }

  /** Whether the account of this lease has room for another turn; then it must leave again. */
  boolean enter(Lease lease) {
    Kind kind = Kind.of(lease);
    AccountId account = lease.subject().account();
    Work work = kind == Kind.LIVE ? Work.LIVE : Work.BACKFILL;
    if (isSoonOpen(quota.closedFor(account, work))) {
      return false;
    }
    // First syncs take long: they leave room for the account's pushes and edits.
    int welcome = kind == Kind.LIVE ? perAccount : Math.max(perAccount / 2, 1);
    boolean[] entered = {false};
    guests.compute(
        new Guest(account, kind),
        (_, turns) -> {
          int present = turns == null ? 0 : turns;
          entered[0] = present < welcome;
          return entered[0] ? present + 1 : turns;
        });
    return entered[0];
  }

  void leave(Lease lease) {
    guests.computeIfPresent(
        new Guest(lease.subject().account(), Kind.of(lease)),
        (_, turns) -> turns == 1 ? null : turns - 1);
    release(Kind.of(lease), 1);
  }

  /**
   * Through a long pause turns are taken as ever: they find that they may not call, and are told
   * when, but what needs no call, such as publishing, is done.
   */
  private static boolean isSoonOpen(Duration closed) {
    return closed.isPositive() && closed.compareTo(SOON) <= 0;
  }

  private record Guest(AccountId account, Kind kind) {}
}
