package dev.calsync.sync.lease;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.SyncProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which calendars are due, and who takes their turn. Time is the database's, so that workers need
 * not agree on one.
 */
@Repository
public class DueCalendars {
  /**
   * Those that are named, looked up one by one. The interval of zero keeps the indexes of {@code
   * due_at} out of it, with which each that is due would be compared with each that is named.
   */
  static final String NAMED =
      """
      select calendar_id, due_at from sync.calendar_sync
       where calendar_id = any(:ids) and due_at + interval '0' <= now() and %s
       order by due_at + interval '0' limit :limit for no key update skip locked
      """;

  private static final int IN_LINE = 10_000;

  private final UUID worker = UUID.randomUUID();
  private final JdbcClient jdbc;
  private final SyncProperties settings;
  private final InstantSource clock;

  /** Over one database. */
  public DueCalendars(JdbcClient jdbc, SyncProperties settings, InstantSource monotonicClock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = monotonicClock;
  }

  /**
   * Makes calendars due, each at most once however often it is named. A leased one keeps its
   * lease's end as due time: the turn in progress sees the greater generation when it lets go. A
   * parked one stays so, unless an edit waits, whose author is to be told, or the state topic does.
   *
   * <p>In a burst, a push for a calendar that was read a moment ago waits until there are none for
   * a while; what is about to be read anyway is not put off.
   */
  public void poke(Map<CalendarId, Poke> pokes, Asked asked) {
    // Sorted, so that two batches lock the same rows in the same order.
    List<Map.Entry<CalendarId, Poke>> sorted =
        pokes.entrySet().stream()
            .sorted(Comparator.comparing(poke -> poke.getKey().value()))
            .toList();
    jdbc.sql(
            """
            with poke as materialized (
              select s.calendar_id, p.trace, p.times
                from sync.calendar_sync s
                join unnest(:ids::uuid[], :traces::text[], :times::int[]) as p(id, trace, times)
                  on p.id = s.calendar_id
               order by s.calendar_id for no key update of s)
            update sync.calendar_sync s
               set requested_gen = requested_gen + poke.times,
                   push_misses = case when :pushed then 0 else s.push_misses end,
                   poked_at = case when :pushed then clock_timestamp() else poked_at end,
                   traceparent = coalesce(nullif(poke.trace, ''), s.traceparent),
                   due_at = case
                     when s.lease_until > now() then s.due_at
                     when s.parked is not null and not exists (
                       select from sync.command c
                        where c.calendar_id = s.calendar_id and c.status = 'PENDING')
                       and not exists (
                       select from sync.state_owed o where o.calendar_id = s.calendar_id) then s.due_at
                     when :burst and s.last_synced_at > now() - :calm::interval
                          and s.due_at > now() + :debounce::interval
                     then greatest(least(clock_timestamp() + :quiet::interval,
                                         s.last_synced_at + :calm::interval),
                                   now() + :debounce::interval, coalesce(s.not_before, '-infinity'))
                     else least(coalesce(s.due_at, 'infinity'),
                                greatest(now() + :debounce::interval, coalesce(s.not_before, '-infinity')))
                   end
              from poke
             where s.calendar_id = poke.calendar_id
            """)
        .param("ids", sorted.stream().map(p -> p.getKey().value()).toArray(UUID[]::new))
        .param(
            "traces", sorted.stream().map(p -> p.getValue().traceparent()).toArray(String[]::new))
        .param("times", sorted.stream().map(p -> p.getValue().times()).toArray(Integer[]::new))
        .param("pushed", asked.pushed())
        .param("burst", asked == Asked.BY_GOOGLE_IN_A_BURST)
        .param("debounce", Interval.of(settings.debounce()))
        .param("quiet", Interval.of(settings.quiet()))
        .param("calm", Interval.of(settings.calm()))
        .update();
  }

  /**
   * Has calendars read again at leisure, {@code calm} after they were last read: of a push that
   * came before. What it told was asked for then; but like each push it is followed by a reading
   * that begins after it. Where one is under way, {@link Releases#finish} sees to that.
   */
  public void remind(Collection<CalendarId> calendars) {
    jdbc.sql(
            """
            with reminded as materialized (
              select s.calendar_id, s.lease_owner is not null as leased,
                     greatest(now() + :debounce::interval, s.last_synced_at + :calm::interval,
                              s.not_before) as soon_enough
                from sync.calendar_sync s
               where s.calendar_id = any(:ids) and s.parked is null and not s.removed
               order by s.calendar_id for no key update of s)
            update sync.calendar_sync s
               set poked_at = case when leased then clock_timestamp() else poked_at end,
                   due_at = case when leased then due_at else least(due_at, soon_enough) end
              from reminded
             where s.calendar_id = reminded.calendar_id and (leased or due_at > soon_enough)
            """)
        .param("ids", calendars.stream().map(CalendarId::value).toArray(UUID[]::new))
        .param("debounce", Interval.of(settings.debounce()))
        .param("calm", Interval.of(settings.calm()))
        .update();
  }

  /** Claims those of the given calendars that are due, at most {@code limit}, longest due first. */
  public List<Lease> claim(Collection<CalendarId> calendars, Kind kind, int limit) {
    return claim(
        NAMED.formatted(kind.condition()),
        Map.of(
            "ids", calendars.stream().map(CalendarId::value).toArray(UUID[]::new), "limit", limit));
  }

  /**
   * Claims what is due in the given partitions, at most {@code limit}, longest due first in each.
   */
  public List<Lease> claimIn(Collection<Integer> partitions, Kind kind, int limit) {
    // LATERAL, since a plain "kpart = any(…) order by due_at" sorts the whole backlog at each
    // claim.
    return claim(
        """
        select x.calendar_id, x.due_at from unnest(:partitions::smallint[]) p cross join lateral (
          select calendar_id, due_at from sync.calendar_sync s
           where s.kpart = p and s.due_at <= now() and %s
           order by s.due_at limit :limit for no key update skip locked) x
         limit :limit
        """
            .formatted(kind.condition()),
        Map.of("partitions", partitions.toArray(Integer[]::new), "limit", limit));
  }

  /** Claims what has been due for longer than {@code overdue}, whichever partition it is in. */
  public List<Lease> claimOverdue(Duration overdue, Kind kind, int limit) {
    return claim(
        """
        select calendar_id, due_at from sync.calendar_sync
         where due_at <= now() - :overdue::interval and %s
         order by due_at limit :limit for no key update skip locked
        """
            .formatted(kind.condition()),
        Map.of("overdue", Interval.of(overdue), "limit", limit));
  }

  /**
   * Lets go of calendars whose account has no room, unbegun. All of that account's that are due are
   * set one after the other, at a pace it can keep; else each claim would meet the same again.
   */
  public void giveWay(Kind kind, Collection<Lease> crowded, Duration pace) {
    jdbc.sql(
            """
            with crowded as materialized (
              select s.calendar_id from sync.calendar_sync s
                join unnest(:ids::uuid[], :epochs::bigint[]) as c(id, epoch)
                  on s.calendar_id = c.id and s.lease_epoch = c.epoch
               order by s.calendar_id for no key update of s)
            update sync.calendar_sync s
               set lease_owner = null, lease_until = null, due_at = now()
              from crowded where s.calendar_id = crowded.calendar_id
            """)
        .param("ids", crowded.stream().map(l -> l.calendar().value()).toArray(UUID[]::new))
        .param("epochs", crowded.stream().map(Lease::epoch).toArray(Long[]::new))
        .update();
    jdbc.sql(
            """
            with due as materialized (
              select calendar_id, account_id, due_at from sync.calendar_sync
               where account_id = any(:accounts) and lease_owner is null and due_at <= now() and %s
               order by due_at limit :limit for no key update skip locked),
            line as (
              select calendar_id, row_number() over (
                       partition by account_id order by due_at, calendar_id) as place
                from due)
            update sync.calendar_sync s set due_at = now() + line.place * :pace::interval
              from line where s.calendar_id = line.calendar_id
            """
                .formatted(kind.condition()))
        .param(
            "accounts",
            crowded.stream()
                .map(l -> l.subject().account().value())
                .distinct()
                .toArray(UUID[]::new))
        .param("limit", IN_LINE)
        .param("pace", Interval.of(pace))
        .update();
  }

  /** What was due first is begun first: SQL promises no order of what an update returns. */
  private List<Lease> claim(String candidates, Map<String, Object> params) {
    Instant asked = clock.instant();
    return jdbc.sql(
            """
            with due as materialized (%s),
            claimed as (
              update sync.calendar_sync s
                 set lease_owner = :worker, lease_epoch = lease_epoch + 1,
                     lease_until = now() + :lease::interval, due_at = now() + :lease::interval
                from due where s.calendar_id = due.calendar_id
              returning s.*, due.due_at as was_due, now() as claimed_at,
                        coalesce(extract(epoch from now() - s.resync_at), 0) as since_resync,
                        coalesce(s.poked_at > coalesce(s.last_synced_at, '-infinity'), false) as pushed,
                        coalesce(s.watched_until > now(), false) as watched,
                        case when s.second_look
                               or s.poked_at between s.last_synced_at and now() - :secondLook::interval
                             then greatest(0, extract(epoch from
                               s.poked_at + :secondLook::interval - now())) end as second_look_in,
                        s.change_seq = s.published_seq and not exists (
                          select from sync.state_owed o where o.calendar_id = s.calendar_id) as told,
                        exists (select from sync.command c
                                 where c.calendar_id = s.calendar_id and c.status = 'PENDING') as edited)
            select * from claimed order by was_due, calendar_id
            """
                .formatted(candidates))
        .params(params)
        .param("worker", worker)
        .param("lease", Interval.of(settings.lease()))
        .param("secondLook", Interval.of(settings.secondLook()))
        .query((row, _) -> LeaseRow.lease(row, asked.plus(settings.turnLimit())))
        .list();
  }
}
