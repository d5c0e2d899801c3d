package dev.calsync.sync.lease;

import dev.calsync.sync.SyncProperties;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a turn does to its own calendar's row while it holds it: nothing, if the lease no longer
 * holds. {@link Releases} let go of it.
 */
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
                   state_since = case when parked is not null
                                        or :full = (full_sync_since is not null or last_synced_at is null)
                                      then state_since else now() end,
                   lease_until = clock_timestamp() + :lease::interval,
                   due_at = clock_timestamp() + :lease::interval
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

  static void fenced(Lease lease, int rows) {
    if (rows == 0) {
      throw new FencedException(lease);
    }
  }
}
