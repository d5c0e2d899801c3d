-- What precedes fifty turns, word for word: fifty pokes in one statement, then one claim.
\set n random(:from, :middle - 50)

-- DueCalendars
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
 where s.calendar_id = poke.calendar_id;

-- DueCalendars
with due as materialized (
select calendar_id, due_at from sync.calendar_sync
 where calendar_id = any(:ids) and due_at + interval '0' <= now() and (sync_token is not null or removed)
 order by due_at + interval '0' limit :limit for no key update skip locked
),
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
select * from claimed order by was_due, calendar_id;
