-- The statements of a turn that finds one change, in the worker's order.
\set n random(:from, :to - 1)
\set event random(1, 50)
select resource from sync.event
 where calendar_id = {id} and event_id = any(array['e' || :event])
union all
select resource from sync.event
 where calendar_id = {id} and recurring_event_id = any('{}'::text[])
   and event_id <> all(array['e' || :event]);
begin;
update sync.calendar_sync s
   set change_seq = change_seq + 1, published_seq = greatest(published_seq, change_seq),
       sync_token = '1', page_token = null, full_sync_gen = 0,
       resyncs = case when 0 = full_sync_gen then resyncs
                      when resync_at > now() - interval '1 day' then resyncs + 1
                      else 1 end,
       resync_at = case when 0 = full_sync_gen then resync_at else now() end,
       full_sync_since = case when false then coalesce(full_sync_since, now()) end,
       lease_until = clock_timestamp() + interval '60 s',
       due_at = clock_timestamp() + interval '60 s'
 where calendar_id = {id} and lease_epoch >= 0
returning change_seq - 1 as seq, lease_epoch as epoch,
          exists (select from sync.state_owed o where o.calendar_id = s.calendar_id) as owed,
          exists (select from sync.quarantine q where q.calendar_id = s.calendar_id) as quarantined
\gset
insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                        recurring_event_id, starts_at, ends_at, full_sync_gen)
select {id}, id, etag, resource::json, recurring::boolean, series,
       starts::timestamptz, ends::timestamptz, 0
  from unnest(array['e' || :event], array['etag'], array[:resource], array['false'],
              array[null::text], array['2026-12-01T08:00:00Z'], array['2026-12-01T09:00:00Z'])
    as e(id, etag, resource, recurring, series, starts, ends)
on conflict (calendar_id, event_id) do update
   set etag = excluded.etag, resource = excluded.resource,
       recurring = excluded.recurring, recurring_event_id = excluded.recurring_event_id,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       full_sync_gen = excluded.full_sync_gen;
with numbers as (
  insert into sync.user_feed as feed (user_id, feed_seq) values ({id}, 1)
  on conflict (user_id) do update set feed_seq = feed.feed_seq + 1
  returning feed_seq - 1 as last_feed_seq, clock_timestamp() as at),
logged as (
  insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id,
                               origin, command_id, occurred_at, traceparent, data)
  select {id}, :seq::bigint + c.n, {id}, numbers.last_feed_seq + c.n, c.type, c.event,
         'push', c.command::uuid, numbers.at, null, c.data
    from numbers, unnest(array['calsync.event.updated.v1'], array['e' || :event],
                         array[null::text], array[:resource])
                  with ordinality as c(type, event, command, data, n))
select last_feed_seq, at from numbers;
end;
with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
update sync.calendar_sync
   set published_seq = greatest(published_seq, change_seq),
       synced_gen = requested_gen, lease_owner = null, lease_until = null, attempts = 0,
       not_before = null, last_error = null, second_look = false, traceparent = null,
       parked = null, last_synced_at = now(), due_at = now() + interval '6 h'
  from unhurried
 where calendar_id = {id} and lease_epoch = :epoch
returning requested_gen > 0;
