package dev.calsync.sync.lease;

import static dev.calsync.sync.lease.LeasedCalendars.fenced;

import dev.calsync.sync.SyncProperties;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How a turn lets go of its calendar, each way behind the fence. */
@Repository
public class Releases {
  private final JdbcClient jdbc;
  private final SyncProperties settings;

  Releases(JdbcClient jdbc, SyncProperties settings) {
    this.jdbc = jdbc;
    this.settings = settings;
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
                   not_before = null, second_look = :second,
                   last_error = case when parked <> :parked then last_error end,
                   traceparent = case when requested_gen > :gen then traceparent end,
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
   * Lets go of those that could not be let go when their turns ended, each due again after its
   * delay. What was let go after all, or taken over, stays as it is; so does what is locked: nobody
   * waits for one of them, and its lease ends by itself.
   */
  public void letGo(Collection<Stranded> stranded) {
    jdbc.sql(
            """
            with held as materialized (
              select s.calendar_id, c.seconds from sync.calendar_sync s
                join unnest(:ids::uuid[], :epochs::bigint[], :seconds::float8[])
                  as c(id, epoch, seconds)
                  on s.calendar_id = c.id and s.lease_epoch = c.epoch
               where s.lease_owner is not null
               order by s.calendar_id for no key update of s skip locked)
            update sync.calendar_sync s
               set lease_owner = null, lease_until = null,
                   due_at = now() + held.seconds * interval '1 second'
              from held where s.calendar_id = held.calendar_id
            """)
        .param("ids", stranded.stream().map(s -> s.lease().calendar().value()).toArray(UUID[]::new))
        .param("epochs", stranded.stream().map(s -> s.lease().epoch()).toArray(Long[]::new))
        .param(
            "seconds",
            stranded.stream().map(s -> s.again().toMillis() / 1e3).toArray(Double[]::new))
        .update();
  }

  /**
   * A calendar whose turn has ended and that could not be let go.
   *
   * @param again how long after it is let go it is due
   */
  public record Stranded(Lease lease, Duration again) {}

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
}
