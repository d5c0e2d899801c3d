package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.Work;
import dev.calsync.sync.turn.TurnEnd;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** How long a calendar waits after a turn, however that ended. */
@Component
class Delays {
  /** An edit that waits although there are calls for it: for something else, or behind others. */
  private static final Duration NEXT_EDIT = Duration.ofSeconds(1);

  private final SyncProperties settings;
  private final Census census;
  private final CommandInbox inbox;
  private final Quota quota;
  private final Rush rush;
  private final RandomGenerator random;

  Delays(
      SyncProperties settings,
      Census census,
      CommandInbox inbox,
      Quota quota,
      Rush rush,
      RandomGenerator random) {
    this.settings = settings;
    this.census = census;
    this.inbox = inbox;
    this.quota = quota;
    this.rush = rush;
    this.random = random;
  }

  NextLook after(Lease lease, TurnEnd.UpToDate end) {
    return NextLook.after(
        lease, end.changes(), rush.isOn(), settings.secondLook(), census.polling(), random);
  }

  /** After a turn during which a push came: in a rush more of them are under way. */
  Duration whenAsked() {
    return rush.isOn() ? settings.quiet() : settings.debounce();
  }

  Duration after(Lease lease, TurnEnd.TryLater end) {
    return Backoff.delay(lease.standing().attempt(), end.retryAfter(), random);
  }

  Duration afterOutage() {
    return Backoff.outage(random);
  }

  /** Whoever asks meanwhile has it read at once. */
  Duration afterRest() {
    return Backoff.rest(random);
  }

  /** A poll waits in no hurry; an edit only until there are calls for edits, whoever met none. */
  Duration after(Lease lease, TurnEnd.Wait end) {
    if (inbox.next(lease.calendar()).isPresent()) {
      return Backoff.until(untilEditsMayCall(lease), true, random);
    }
    boolean poll = Kind.of(lease) == Kind.LIVE && !lease.occasion().pushed();
    return Backoff.until(end.in(), !poll, random);
  }

  private Duration untilEditsMayCall(Lease lease) {
    Duration project = quota.closedFor(Work.LIVE);
    Duration account = quota.closedFor(lease.subject().account(), Work.LIVE);
    Duration longer = project.compareTo(account) > 0 ? project : account;
    return longer.compareTo(NEXT_EDIT) > 0 ? longer : NEXT_EDIT;
  }
}
