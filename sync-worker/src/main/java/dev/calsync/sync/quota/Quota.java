package dev.calsync.sync.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.calsync.model.AccountId;
import dev.calsync.sync.quota.Budgets.Leased;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asked before each call to Google. Calls are leased from the budgets in the database in chunks and
 * spent from here. Where the database cannot be reached there is no call: the turn fails as any
 * turn does then.
 */
@Component
public class Quota {
  private static final Logger log = LoggerFactory.getLogger(Quota.class);
  private static final int REMEMBERED = 100_000;

  /** As long as a server's wish is honoured anywhere. */
  private static final Duration LONGEST_WISH = Duration.ofHours(6);

  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private static final Permission GRANTED = new Permission.Granted();

  private final Budgets budgets;
  private final QuotaProperties settings;
  private final InstantSource clock;
  private final MeterRegistry meters;

  /** What is forgotten here is leased, or refused, once more by the database. */
  private final Cache<Purse, Chunk> chunks = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private final Cache<AccountId, Instant> writesStopped =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** Of one worker. */
  public Quota(
      Budgets budgets,
      QuotaProperties settings,
      InstantSource monotonicClock,
      MeterRegistry meters) {
    this.budgets = budgets;
    this.settings = settings;
    this.clock = monotonicClock;
    this.meters = meters;
  }

  /** Whether this account may be asked for once, now. */
  public Permission toRead(AccountId account, Work work) {
    Permission own = spend(new Purse(Budgets.scope(account), work), account);
    if (!(own instanceof Permission.Granted)) {
      return counted(own, work, "account");
    }
    Permission project = spend(new Purse(Budgets.PROJECT, work), null);
    if (!(project instanceof Permission.Granted)) {
      Chunk unspent = chunk(new Purse(Budgets.scope(account), work));
      synchronized (unspent) {
        unspent.giveBack(clock.instant());
      }
    }
    return counted(project, work, "project");
  }

  /** Whether something may be changed for this account, now. */
  public Permission toWrite(AccountId account) {
    Permission read = toRead(account, Work.LIVE);
    Instant until = writesStopped.getIfPresent(account);
    return read instanceof Permission.Granted && until != null && clock.instant().isBefore(until)
        ? new Permission.WritesStopped()
        : read;
  }

  /** How long there are no calls for such work, as far as this worker knows. */
  public Duration closedFor(Work work) {
    return closedFor(new Purse(Budgets.PROJECT, work));
  }

  /** How long this account has no calls for such work. */
  public Duration closedFor(AccountId account, Work work) {
    return closedFor(new Purse(Budgets.scope(account), work));
  }

  /**
   * Google found the project, or one account, too fast.
   *
   * @param account null for the project
   */
  public void tooFast(@Nullable AccountId account, @Nullable Duration retryAfter) {
    UUID scope = account == null ? Budgets.PROJECT : Budgets.scope(account);
    Duration wish =
        retryAfter != null && retryAfter.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : retryAfter;
    Instant asked = clock.instant();
    Duration pause = budgets.pause(scope, wish);
    for (Work work : Work.values()) {
      close(new Purse(scope, work), asked.plus(pause), "Google asks for a pause");
    }
    String name = account == null ? "project" : "account";
    meters.counter("calsync.quota.paused", "scope", name).increment();
    log.info("no call for {} for {}", account == null ? "the project" : account, pause);
  }

  /** Google takes no more changes from this account. */
  public void writesRefused(AccountId account) {
    budgets.stopWrites(Budgets.scope(account), settings.writeStop());
    writesStopped.put(account, clock.instant().plus(settings.writeStop()));
    log.info("no change for account {} for {}", account, settings.writeStop());
  }

  private Permission spend(Purse purse, @Nullable AccountId account) {
    Chunk chunk = chunk(purse);
    synchronized (chunk) {
      Instant now = clock.instant();
      if (chunk.take(now)) {
        return GRANTED;
      }
      Duration closed = chunk.closedFor(now);
      return closed.isZero()
          ? lease(purse, chunk, account)
          : new Permission.Later(chunk.closedBecause(), closed);
    }
  }

  private Permission lease(Purse purse, Chunk chunk, @Nullable AccountId account) {
    Bucket bucket = account == null ? settings.project() : settings.account();
    Instant asked = clock.instant();
    Leased leased =
        budgets.lease(
            purse.scope(), bucket, chunk.next(bucket.largestChunk()), purse.work().reserve(bucket));
    if (account != null) {
      remember(account, leased.writesStopped(), asked);
    }
    if (leased.calls() == 0) {
      String whose = account == null ? "the project's" : "the account's";
      String reason = whose + (leased.paused() ? " calls are paused" : " budget is used up");
      // Not for a moment only: what comes in together goes out together, and nobody spins.
      Duration wait = leased.again().compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : leased.again();
      chunk.close(asked.plus(wait), reason);
      return new Permission.Later(reason, wait);
    }
    chunk.fill(leased.calls(), asked);
    return chunk.take(clock.instant())
        ? GRANTED
        : new Permission.Later("the lease of calls came too late", Chunk.VALID);
  }

  /** Heard with every lease, so that each worker knows after at most {@link Chunk#VALID}. */
  private void remember(AccountId account, boolean stopped, Instant asked) {
    if (!stopped) {
      writesStopped.invalidate(account);
    } else if (writesStopped.getIfPresent(account) == null) {
      writesStopped.put(account, asked.plus(settings.writeStop()));
    }
  }

  private Permission counted(Permission permission, Work work, String scope) {
    String name = work.name().toLowerCase(Locale.ROOT);
    if (permission instanceof Permission.Granted) {
      meters.counter("calsync.quota.granted", "work", name).increment();
    } else {
      meters.counter("calsync.quota.refused", "work", name, "scope", scope).increment();
    }
    return permission;
  }

  private Duration closedFor(Purse purse) {
    Chunk chunk = chunks.getIfPresent(purse);
    if (chunk == null) {
      return Duration.ZERO;
    }
    synchronized (chunk) {
      return chunk.closedFor(clock.instant());
    }
  }

  private void close(Purse purse, Instant until, String because) {
    Chunk chunk = chunk(purse);
    synchronized (chunk) {
      chunk.close(until, because);
    }
  }

  private Chunk chunk(Purse purse) {
    return chunks.get(purse, _ -> new Chunk());
  }

  private record Purse(UUID scope, Work work) {}
}
