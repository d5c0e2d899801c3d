package dev.calsync.sync.lease;

import dev.calsync.sync.SyncProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a turn does to its own calendar's row: nothing, if the lease no longer holds. */
@Repository
public class LeasedCalendars {
  private final JdbcClient jdbc;
  private final SyncProperties settings;
  private final InstantSource clock;

  LeasedCalendars(JdbcClient jdbc, SyncProperties settings, InstantSource monotonicClock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = monotonicClock;
  }

  /**
   * THE fence: called first in every transaction, so that nothing of a turn that was taken over is
   * committed. Locks the row, takes {@code changes} numbers, notes how far the reading has come and
   * what Kafka has been told, and renews the lease.
   *
   * @param publishedSeq everything up to it is in Kafka
   */
  public Fenced advance(Lease lease, int changes, Progress progress, long publishedSeq) {
    Instant asked = clock.instant();
    requireTime(lease);
    return jdbc.sql(
            """
            update sync.calendar_sync s
               set change_seq = change_seq + :changes,
                   published_seq = greatest(published_seq, :published),
                   sync_token = :token, page_token = :page, full_sync_gen = :gen,
                   resyncs = case when :gen = full_sync_gen then resyncs
                                  when resync_at > now() - :quiet::interval then resyncs + 1 else 1 end,
                   resync_at = case when :gen = full_sync_gen then resync_at else now() end,
                   full_sync_since = case when :full then coalesce(full_sync_since, now()) end,
                   state_since = case when parked is not null or :full = (full_sync_since is not null or last_synced_at is null)
                                      then state_since else now() end,
                   lease_until = clock_timestamp() + :lease::interval, due_at = clock_timestamp() + :lease::interval
             where calendar_id = :id and lease_epoch = :epoch
            returning change_seq - :changes as last_seq,
                      exists (select from sync.state_owed o where o.calendar_id = s.calendar_id) as owed,
                      exists (select from sync.quarantine q where q.calendar_id = s.calendar_id) as quarantined, removed
            """)
        .param("changes", changes)
        .param("published", publishedSeq)
        .param("token", progress.syncToken() == null ? null : progress.syncToken().value())
        .param("page", progress.pageToken())
        .param("gen", progress.fullSyncGen())
        .param("full", progress.fullSyncing())
        .param("quiet", Interval.of(Resyncs.QUIET))
        .param("lease", Interval.of(settings.lease()))
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query((row, _) ->
            new Fenced(
                lease.renewed(asked.plus(settings.turnLimit()), row.getBoolean("removed")),
                row.getLong("last_seq"),
                row.getBoolean("owed"),
                row.getBoolean("quarantined")))
        .optional()
        .orElseThrow(() -> new FencedException(lease));
  }

  /**
   * Before something is begun that no transaction guards, such as a call or a send.
   *
   * @throws FencedException when the lease may end while it runs, or has been taken over
   */
  public void requireHeld(Lease lease) {
    requireTime(lease);
    fenced(
        lease,
        jdbc.sql(
                """
                select count(*) from sync.calendar_sync
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .query(Integer.class)
            .single());
  }

  /** Before something is begun that a later fence guards; throws if the lease may end meanwhile. */
  public void requireTime(Lease lease) {
    if (mayHaveEnded(lease)) {
      throw new FencedException(lease);
    }
  }

  /** Whether somebody else may hold the calendar by now. */
  public boolean mayHaveEnded(Lease lease) {
    return clock.instant().isAfter(lease.safeUntil());
  }

  /**
   * Notes that everything up to {@code seq} is in Kafka. The commit does not wait for the disk:
   * after a crash just then the same bytes are sent again.
   */
  public void published(Lease lease, long seq) {
    fenced(
        lease,
        jdbc.sql(
                """
                with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
                update sync.calendar_sync set published_seq = :seq from unhurried
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("seq", seq)
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  /**
   * Lets go after a turn that brought the calendar up to date; what it was parked for meanwhile
   * stays. The commit does not wait for the disk: after a crash just then the row is still leased,
   * and looked at once more when that ends. (A claim must wait, or an epoch could be given twice.)
   *
   * @param whenAsked when it is due again if somebody asked; while edits wait, after the debounce
   * @param nextPoll when it is due again if nobody asks before, nor a push came again
   * @param secondLook whether that is because this turn found less than was announced
   * @return whether it is due at once
   */
  public boolean finish(
      Lease lease, long publishedSeq, Duration whenAsked, Duration nextPoll, boolean secondLook) {
    Parking parked = lease.standing().parked();
    return jdbc.sql(
            """
            with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
            update sync.calendar_sync s
               set published_seq = greatest(published_seq, :published),
                   synced_gen = :gen, lease_owner = null, lease_until = null, attempts = 0,
                   not_before = null, last_error = case when parked <> :parked then last_error end, second_look = :second, traceparent = case when requested_gen > :gen then traceparent end,
                   state_since = case when parked = :parked then now() else state_since end,
                   parked = case when parked <> :parked then parked end, last_synced_at = :claimedAt,
                   due_at = case
                     when removed and requested_gen = :gen then null
                     when exists (select from sync.command c
                                   where c.calendar_id = s.calendar_id and c.status = 'PENDING')
                     then now() + :debounce::interval
                     when parked <> :parked and requested_gen = :gen then null
                     when requested_gen > :gen then now() + :asked::interval
                     else now() + least(:poll::interval, case when poked_at > :claimedAt then :calm::interval end)
                   end
              from unhurried
             where calendar_id = :id and lease_epoch = :epoch
            returning coalesce(requested_gen > :gen or due_at <= now() + :debounce::interval, false)
            """)
        .param("published", publishedSeq)
        .param("gen", lease.occasion().claimedGen())
        .param("second", secondLook)
        .param("parked", parked == null ? "" : parked.name())
        .param("claimedAt", OffsetDateTime.ofInstant(lease.occasion().claimedAt(), ZoneOffset.UTC))
        .param("debounce", Interval.of(settings.debounce()))
        .param("asked", Interval.of(whenAsked))
        .param("poll", Interval.of(nextPoll))
        .param("calm", Interval.of(settings.calm()))
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query(Boolean.class)
        .optional()
        .orElseThrow(() -> new FencedException(lease));
  }

  /**
   * Lets go after a failure, for {@code delay}, unless it was removed meanwhile. Only here a
   * failure is counted: a turn whose worker was killed says nothing about the calendar.
   */
  public void backOff(Lease lease, Duration delay, String reason) {
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync
                   set lease_owner = null, lease_until = null, attempts = attempts + 1,
                       last_error = :reason, not_before = now() + :delay::interval,
                       due_at = now() + case when removed and not :removed then interval '0' else :delay::interval end
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("reason", reason)
            .param("removed", lease.standing().removed())
            .param("delay", Interval.of(delay))
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  /** Lets go for now; that is no failure. Whoever asked meanwhile does not wait that long. */
  public void postpone(Lease lease, Duration delay) {
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync
                   set lease_owner = null, lease_until = null,
                       due_at = now() + least(:delay::interval,
                                              case when requested_gen > :gen then interval '1 second' end)
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("delay", Interval.of(delay))
            .param("gen", lease.occasion().claimedGen())
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  /**
   * Lets go and takes no turns, unless somebody asked for one meanwhile (the grant may have been
   * renewed while we were being told that it is dead).
   *
   * @param lookAgain when to try nevertheless; null for never
   */
  public void park(Lease lease, Parking why, String reason, @Nullable Duration lookAgain) {
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync
                   set lease_owner = null, lease_until = null, last_error = :reason,
                       state_since = case when parked is distinct from :why then now() else state_since end,
                       parked = :why, due_at = now() + case when requested_gen > :gen then interval '1 second'
                                                            else :again::interval end
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("reason", reason)
            .param("why", why.name())
            .param("gen", lease.occasion().claimedGen())
            .param("again", lookAgain == null ? null : Interval.of(lookAgain))
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  private static void fenced(Lease lease, int rows) {
    if (rows == 0) {
      throw new FencedException(lease);
    }
  }
}
