-- The statements of a turn that finds one change, in the worker's order.
\set n random(:from, :to - 1)
\set event random(1, 50)
select * from sync.change_log where calendar_id = {id} and seq > 9000000 order by seq limit 500;
select command, received_at < now() - interval '30 min' as overdue from sync.command
 where calendar_id = {id} and status = 'PENDING' order by position limit 1;
select 1 from sync.calendar_sync where calendar_id = {id} and lease_epoch >= 0;
select resource from sync.event
 where calendar_id = {id} and event_id = any(array['e' || :event])
union all
select resource from sync.event
 where calendar_id = {id} and recurring_event_id = any('{}'::text[])
   and event_id <> all(array['e' || :event]);
begin;
select change_seq as seq, lease_epoch as epoch from sync.calendar_sync
 where calendar_id = {id} for no key update \gset
insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                        recurring_event_id, starts_at, ends_at, full_sync_gen)
values ({id}, 'e' || :event, 'etag', :resource::json, false, null, now(), now(), 0)
on conflict (calendar_id, event_id) do update
   set etag = excluded.etag, resource = excluded.resource,
       recurring = excluded.recurring, recurring_event_id = excluded.recurring_event_id,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       full_sync_gen = excluded.full_sync_gen;
insert into sync.user_feed as feed (user_id, feed_seq) values ({id}, 1)
on conflict (user_id) do update set feed_seq = feed.feed_seq + 1
returning feed_seq as feed \gset
insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id, origin,
                             command_id, occurred_at, traceparent, data)
values ({id}, :seq::bigint + 1, {id}, :feed, 'calsync.event.updated.v1', 'e' || :event, 'push',
        null, clock_timestamp(), null, :resource);
update sync.calendar_sync
   set change_seq = :seq::bigint + 1, sync_token = '1', page_token = null, full_sync_gen = 0,
       full_sync_since = null, lease_until = clock_timestamp() + interval '60 s',
       due_at = clock_timestamp() + interval '60 s'
 where calendar_id = {id} and lease_epoch = :epoch;
end;
select * from sync.change_log where calendar_id = {id} and seq > :seq order by seq limit 500;
select 1 from sync.calendar_sync where calendar_id = {id} and lease_epoch = :epoch;
select event_id, resource from sync.event
 where calendar_id = {id} and event_id = any(array['e' || :event]);
with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
update sync.calendar_sync set published_seq = :seq::bigint + 1 from unhurried
 where calendar_id = {id} and lease_epoch = :epoch;
with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
update sync.calendar_sync
   set synced_gen = requested_gen, lease_owner = null, lease_until = null, attempts = 0,
       not_before = null, last_error = null, second_look = false, traceparent = null,
       parked = null, last_synced_at = now(), due_at = now() + interval '6 h'
  from unhurried
 where calendar_id = {id} and lease_epoch = :epoch
returning requested_gen > 0;
