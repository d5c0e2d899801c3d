-- The statements of a turn that finds one change, word for word and in the worker's order.
\set n random(:middle, :to - 1)
\set event random(1, 50)
\set published 0

-- Budgets
with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
held as materialized (
  select scope, paused_until, writes_stopped_until,
         :perSecond * least(1, factor
           + coalesce(extract(epoch from now() - cut_at)::float8 / :recovery, 1)) as rate,
         tokens, greatest(extract(epoch from now() - refilled_at)::float8, 0) as elapsed
    from sync.quota where scope = :scope for no key update),
filled as (
  select *, least(:capacity, tokens + elapsed * rate) as level from held),
given as (
  select *, case when paused_until > now() then 0
                 else greatest(floor(least(:want, level - :reserve)), 0)
            end as calls
    from filled)
update sync.quota q
   set tokens = given.level - given.calls,
       refilled_at = greatest(q.refilled_at, now())
  from given, unhurried where q.scope = given.scope
returning given.calls::int as calls,
          q.paused_until > now() as paused,
          extract(epoch from greatest(
            given.paused_until - now(),
            make_interval(secs => (:reserve + 1 - given.level) / given.rate))) as wait,
          coalesce(q.writes_stopped_until > now(), false) as writes_stopped;

-- Mirror
select resource from sync.event
 where calendar_id = :calendar and event_id = any(:ids);

begin;

-- LeasedCalendars
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
\gset
\set lastSeq :last_seq

-- Mirror
insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                        recurring_event_id, starts_at, ends_at, full_sync_gen)
select :calendar, id, etag, resource::json, recurring::boolean, series,
       starts::timestamptz, ends::timestamptz, :generation
  from unnest(:ids::text[], :etags::text[], :resources::text[], :recurring::text[],
              :series::text[], :starts::text[], :ends::text[])
    as e(id, etag, resource, recurring, series, starts, ends)
on conflict (calendar_id, event_id) do update
   set etag = excluded.etag, resource = excluded.resource,
       recurring = excluded.recurring, recurring_event_id = excluded.recurring_event_id,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       full_sync_gen = excluded.full_sync_gen;

-- ChangeLog
with numbers as (
  insert into sync.user_feed as feed (user_id, feed_seq) values (:user, :count)
  on conflict (user_id) do update set feed_seq = feed.feed_seq + :count
  returning feed_seq - :count as last_feed_seq, clock_timestamp() as at),
logged as (
  insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id,
                               origin, command_id, occurred_at, traceparent, data)
  select :calendar, :lastSeq + c.n, :user, numbers.last_feed_seq + c.n, c.type, c.event,
         :origin, c.command::uuid, numbers.at, :traceparent, c.data
    from numbers, unnest(:types::text[], :events::text[], :commands::text[],
                         :data::text[])
                  with ordinality as c(type, event, command, data, n))
select last_feed_seq, at from numbers;

end;
\set published :lastSeq + 1

-- Releases
with unhurried as materialized (
  select set_config('synchronous_commit', 'off', true))
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
returning coalesce(requested_gen > :gen or due_at <= now() + :debounce::interval, false);
