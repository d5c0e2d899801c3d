package dev.calsync.sync.lease;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.SyncProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of {@code sync.calendar_sync}: poke, claim, and everything that a turn does to its own
 * row. Time is the database's, so that workers need not agree on one.
 */
@Repository
public class CalendarRows {
  private final UUID worker = UUID.randomUUID();
  private final JdbcClient jdbc;
  private final SyncProperties settings;
  private final InstantSource clock;

  CalendarRows(JdbcClient jdbc, SyncProperties settings, InstantSource monotonicClock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = monotonicClock;
  }

  /**
   * Makes calendars due, each at most once however often it is named. A leased one keeps its
   * lease's end as due time: the turn in progress sees the greater generation when it lets go.
   *
   * @param traceparents calendar → the trace that asked, empty text for none
   * @param pushed whether Google asked, not we ourselves
   */
  public void poke(Map<CalendarId, String> traceparents, boolean pushed) {
    // Sorted, so that two batches lock the same rows in the same order.
    List<CalendarId> ids =
        traceparents.keySet().stream().sorted(Comparator.comparing(CalendarId::value)).toList();
    jdbc.sql(
            """
            with poke as materialized (
              select s.calendar_id, p.trace
                from sync.calendar_sync s
                join unnest(:ids::uuid[], :traces::text[]) as p(id, trace) on p.id = s.calendar_id
               order by s.calendar_id for no key update of s)
            update sync.calendar_sync s
               set requested_gen = requested_gen + 1,
                   poked_at = case when :pushed then clock_timestamp() else poked_at end,
                   traceparent = nullif(poke.trace, ''),
                   due_at = case
                     when s.lease_until > now() then s.due_at
                     when s.parked is not null then s.due_at
                     else least(coalesce(s.due_at, 'infinity'),
                                greatest(now() + :debounce::interval, coalesce(s.not_before, '-infinity')))
                   end
              from poke
             where s.calendar_id = poke.calendar_id
            """)
        .param("ids", ids.stream().map(CalendarId::value).toArray(UUID[]::new))
        .param("traces", ids.stream().map(traceparents::get).toArray(String[]::new))
        .param("pushed", pushed)
        .param("debounce", interval(settings.debounce()))
        .update();
  }

  /** Claims those of the given calendars that are due, at most {@code limit}. */
  public List<Lease> claim(Collection<CalendarId> calendars, int limit) {
    return claim(
        """
        select calendar_id from sync.calendar_sync
         where calendar_id = any(:ids) and due_at <= now()
         order by due_at limit :limit for no key update skip locked
        """,
        Map.of(
            "ids", calendars.stream().map(CalendarId::value).toArray(UUID[]::new), "limit", limit));
  }

  /**
   * Claims what is due in the given partitions, at most {@code limit}, longest due first in each.
   */
  public List<Lease> claimIn(Collection<Integer> partitions, int limit) {
    // LATERAL, since a plain "kpart = any(…) order by due_at" sorts the whole backlog at each
    // claim.
    return claim(
        """
        select x.calendar_id from unnest(:partitions::smallint[]) p cross join lateral (
          select calendar_id from sync.calendar_sync s
           where s.kpart = p and s.due_at <= now()
           order by s.due_at limit :limit for no key update skip locked) x
         limit :limit
        """,
        Map.of("partitions", partitions.toArray(Integer[]::new), "limit", limit));
  }

  /** Claims what has been due for longer than {@code overdue}, whichever partition it is in. */
  public List<Lease> claimOverdue(Duration overdue, int limit) {
    return claim(
        """
        select calendar_id from sync.calendar_sync
         where due_at <= now() - :overdue::interval
         order by due_at limit :limit for no key update skip locked
        """,
        Map.of("overdue", interval(overdue), "limit", limit));
  }

  private List<Lease> claim(String candidates, Map<String, Object> params) {
    Instant asked = clock.instant();
    return jdbc.sql(
            """
            with due as materialized (%s)
            update sync.calendar_sync s
               set lease_owner = :worker, lease_epoch = lease_epoch + 1, attempts = attempts + 1,
                   lease_until = now() + :lease::interval, due_at = now() + :lease::interval
              from due where s.calendar_id = due.calendar_id
            returning s.*, now() as claimed_at,
                      coalesce(s.poked_at > coalesce(s.last_synced_at, '-infinity'), false) as pushed,
                      coalesce(s.watched_until > now(), false) as watched
            """
                .formatted(candidates))
        .params(params)
        .param("worker", worker)
        .param("lease", interval(settings.lease()))
        .query((row, _) -> lease(row, asked.plus(settings.turnLimit())))
        .list();
  }

  /**
   * THE fence: locks the row if the lease still holds; called first in every transaction of a turn,
   * so that nothing of a turn is committed that was taken over.
   *
   * @return the last sequence number in use; changes are numbered on from it
   */
  public long fence(Lease lease) {
    if (clock.instant().isAfter(lease.safeUntil())) {
      throw new FencedException(lease);
    }
    return jdbc.sql(
            """
            select change_seq from sync.calendar_sync
             where calendar_id = :id and lease_epoch = :epoch for no key update
            """)
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new FencedException(lease));
  }

  /**
   * How far the numbering and the reading have come; renews the lease.
   *
   * @return the lease with its new end
   */
  public Lease advance(Lease lease, long changeSeq, Progress progress) {
    Instant asked = clock.instant();
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync
                   set change_seq = :seq, sync_token = :token, page_token = :page,
                       full_sync_gen = :gen,
                       full_sync_since = case when :full then coalesce(full_sync_since, now()) end,
                       lease_until = now() + :lease::interval, due_at = now() + :lease::interval
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("seq", changeSeq)
            .param("token", progress.syncToken() == null ? null : progress.syncToken().value())
            .param("page", progress.pageToken())
            .param("gen", progress.fullSyncGen())
            .param("full", progress.fullSyncing())
            .param("lease", interval(settings.lease()))
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
    return lease.renewed(asked.plus(settings.turnLimit()));
  }

  /** Notes that everything up to {@code seq} is in Kafka. */
  public void published(Lease lease, long seq) {
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync set published_seq = :seq
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("seq", seq)
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  /**
   * Lets go after a turn that brought the calendar up to date.
   *
   * @param nextPoll when it is due again if nobody asks before
   * @param secondLook whether that is because a push found nothing
   * @return whether somebody asked meanwhile, so that it is due at once
   */
  public boolean finish(Lease lease, Duration nextPoll, boolean secondLook) {
    return jdbc.sql(
            """
            update sync.calendar_sync
               set synced_gen = :gen, lease_owner = null, lease_until = null, attempts = 0,
                   not_before = null, last_error = null, second_look = :second,
                   state_since = case when parked is null and last_error is null then state_since else now() end,
                   parked = null, last_synced_at = :claimedAt,
                   due_at = case
                     when removed then null
                     when requested_gen > :gen then now() + :debounce::interval
                     else now() + :poll::interval
                   end
             where calendar_id = :id and lease_epoch = :epoch
            returning requested_gen > :gen
            """)
        .param("gen", lease.claimedGen())
        .param("second", secondLook)
        .param("claimedAt", OffsetDateTime.ofInstant(lease.claimedAt(), ZoneOffset.UTC))
        .param("debounce", interval(settings.debounce()))
        .param("poll", interval(nextPoll))
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query(Boolean.class)
        .optional()
        .orElseThrow(() -> new FencedException(lease));
  }

  /** Lets go after a failure; nobody takes the calendar before {@code delay} is over. */
  public void backOff(Lease lease, Duration delay, String reason) {
    fenced(
        lease,
        jdbc.sql(
                """
                update sync.calendar_sync
                   set lease_owner = null, lease_until = null, last_error = :reason,
                       not_before = now() + :delay::interval, due_at = now() + :delay::interval
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("reason", reason)
            .param("delay", interval(delay))
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
                       parked = :why,
                       due_at = case
                         when requested_gen > :gen then now() + interval '1 second'
                         else now() + :again::interval
                       end
                 where calendar_id = :id and lease_epoch = :epoch
                """)
            .param("reason", reason)
            .param("why", why.name())
            .param("gen", lease.claimedGen())
            .param("again", lookAgain == null ? null : interval(lookAgain))
            .param("id", lease.calendar().value())
            .param("epoch", lease.epoch())
            .update());
  }

  private static void fenced(Lease lease, int rows) {
    if (rows == 0) {
      throw new FencedException(lease);
    }
  }

  private static String interval(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }

  private static Lease lease(ResultSet row, Instant safeUntil) throws SQLException {
    String token = row.getString("sync_token");
    return new Lease(
        new CalendarId(row.getObject("calendar_id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("google_calendar_id"),
        row.getLong("lease_epoch"),
        row.getLong("requested_gen"),
        row.getObject("claimed_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("pushed"),
        row.getBoolean("second_look"),
        row.getBoolean("watched"),
        token == null ? null : new SyncToken(token),
        row.getString("page_token"),
        row.getLong("full_sync_gen"),
        row.getObject("full_sync_since") != null,
        row.getLong("change_seq"),
        row.getLong("published_seq"),
        row.getInt("attempts"),
        row.getBoolean("removed"),
        row.getString("traceparent"),
        safeUntil);
  }
}
