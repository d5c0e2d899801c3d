-- What precedes fifty turns: fifty pokes in one statement, then one claim. As in DueCalendars.
\set n random(:from, :to - 51)
with poke as materialized (
  select s.calendar_id from sync.calendar_sync s
   where s.calendar_id = any (select ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
                                from generate_series(:n::bigint, :n::bigint + 49) as i)
   order by s.calendar_id for no key update of s)
update sync.calendar_sync s
   set requested_gen = requested_gen + 1, poked_at = clock_timestamp(),
       due_at = least(coalesce(s.due_at, 'infinity'),
                      greatest(now() + interval '30 ms', coalesce(s.not_before, '-infinity')))
  from poke where s.calendar_id = poke.calendar_id;
with due as materialized (
  select s.calendar_id from sync.calendar_sync s
   where s.calendar_id = any (select ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
                                from generate_series(:n::bigint, :n::bigint + 49) as i)
     and due_at <= now() + interval '1 second'
   order by due_at limit 50 for no key update skip locked)
update sync.calendar_sync s
   set lease_epoch = lease_epoch + 1,
       lease_until = now() + interval '60 s', due_at = now() + interval '60 s'
  from due where s.calendar_id = due.calendar_id
returning s.*,
          s.change_seq = s.published_seq and not exists (
            select from sync.state_owed o where o.calendar_id = s.calendar_id) as told,
          exists (select from sync.command c
                   where c.calendar_id = s.calendar_id and c.status = 'PENDING') as edited;
