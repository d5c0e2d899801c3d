--liquibase formatted sql

--changeset calsync:sync-1-schema
create schema sync;

-- One row is one calendar: when it is due, who holds it, how far it has come.
create table sync.calendar_sync (
  calendar_id        uuid primary key,
  account_id         uuid        not null,
  user_id            uuid        not null,
  google_calendar_id text        not null,
  kpart              smallint    not null,            -- its partition of calendar.notifications
  lifecycle_version  bigint      not null default 0,  -- the newest lifecycle message applied
  account_version    bigint      not null default 0,  -- the newest one about its account
  watched_until      timestamptz,                     -- until when Google pushes its changes
  requested_gen      bigint      not null default 0,  -- + 1 per batch of pokes
  synced_gen         bigint      not null default 0,  -- requested_gen as the last finished turn saw it
  due_at             timestamptz,                     -- null: nothing to do; while leased: the lease's end
  not_before         timestamptz,                     -- no poke is served earlier (back-off)
  poked_at           timestamptz,                     -- the last push, to tell a push from a poll
  lease_owner        uuid,
  lease_until        timestamptz,
  lease_epoch        bigint      not null default 0,  -- the fence
  sync_token         text,
  page_token         text,                            -- where a full sync goes on
  full_sync_gen      bigint      not null default 0,
  full_sync_since    timestamptz,                     -- null: no full sync is under way
  change_seq         bigint      not null default 0,
  published_seq      bigint      not null default 0,
  attempts           int         not null default 0,
  last_error         text,
  parked             text check (parked in ('NEEDS_REAUTHORIZATION', 'ACCESS_LOST')),
  state_since        timestamptz not null default now(),
  last_synced_at     timestamptz,
  second_look        boolean     not null default false, -- the last push found nothing: this turn looks once more
  removed            boolean     not null default false, -- to be forgotten; the row stays, so that no seq is used twice
  traceparent        text
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index calendar_sync_due on sync.calendar_sync (kpart, due_at) where due_at is not null;
create index calendar_sync_overdue on sync.calendar_sync (due_at) where due_at is not null;
create index calendar_sync_account on sync.calendar_sync (account_id);
create index calendar_sync_user on sync.calendar_sync (user_id);

-- The mirror: Google's resources as Google sent them (json keeps the text, jsonb would not).
create table sync.event (
  calendar_id        uuid    not null references sync.calendar_sync on delete cascade,
  event_id           text    not null,
  etag               text,
  resource           json    not null,
  recurring          boolean not null,   -- the master of a series
  recurring_event_id text,               -- an exception of that series
  starts_at          timestamptz,        -- null where the resource has no start (a cancelled exception)
  ends_at            timestamptz,
  full_sync_gen      bigint  not null,   -- the full sync that last saw it; older ones are swept
  primary key (calendar_id, event_id)
);
create index event_window on sync.event (calendar_id, starts_at, ends_at) where not recurring;
create index event_series on sync.event (calendar_id) where recurring;
create index event_exceptions on sync.event (calendar_id, recurring_event_id) where recurring_event_id is not null;

-- How far each person's feed has been numbered. The row's lock makes commit order number order.
create table sync.user_feed (
  user_id  uuid primary key,
  feed_seq bigint not null
);

-- The truth of what was announced; Kafka is its fast path.
create table sync.change_log (
  calendar_id uuid        not null,
  seq         bigint      not null,      -- dense per calendar
  user_id     uuid        not null,
  feed_seq    bigint      not null,      -- dense per user
  type        text        not null,
  event_id    text,
  origin      text        not null,
  command_id  uuid,
  occurred_at timestamptz not null,
  traceparent text,
  data        text        not null,      -- the record's value on calendar.changes, to the byte
  primary key (calendar_id, seq)
);
create unique index change_log_feed on sync.change_log (user_id, feed_seq);
create index change_log_age on sync.change_log (occurred_at);

-- Edits waiting for their calendar's turn, and what became of them.
create table sync.command (
  command_id  uuid primary key,
  position    bigint generated always as identity,
  calendar_id uuid        not null,
  user_id     uuid        not null,
  command     json        not null,
  received_at timestamptz not null default now(),
  status      text        not null default 'PENDING' check (status in ('PENDING', 'APPLIED', 'REJECTED')),
  reason      text,
  event       json,
  finished_at timestamptz
);
create index command_waiting on sync.command (calendar_id, position) where status = 'PENDING';

--changeset calsync:sync-2-reader splitStatements:false
do $$
begin
  if not exists (select from pg_roles where rolname = 'calsync_reader') then
    begin
      create role calsync_reader nologin;
    exception when duplicate_object or unique_violation then
      null; -- the other service was faster
    end;
  end if;
  grant usage on schema sync to calsync_reader;
  grant select on all tables in schema sync to calsync_reader;
  alter default privileges in schema sync grant select on tables to calsync_reader;
end
$$;

--changeset calsync:sync-3-quota
-- What may be asked of Google: one row for the project (the nil UUID), one per account that called.
create table sync.quota (
  scope                uuid primary key,
  tokens               double precision not null, -- calls that may be leased at refilled_at
  refilled_at          timestamptz      not null,
  factor               double precision not null default 1, -- share of the rate that cut_at left
  cut_at               timestamptz,      -- when Google last found us too fast; the rate recovers from there
  paused_until         timestamptz,      -- no call before
  writes_stopped_until timestamptz       -- no writing call before
) with (fillfactor = 50);

-- Where a backlog of first syncs waits, a claim of live work must not have to read past it.
create index calendar_sync_due_live on sync.calendar_sync (kpart, due_at)
  where due_at is not null and (sync_token is not null or removed);
create index calendar_sync_due_backfill on sync.calendar_sync (kpart, due_at)
  where due_at is not null and not (sync_token is not null or removed);
create index calendar_sync_overdue_live on sync.calendar_sync (due_at)
  where due_at is not null and (sync_token is not null or removed);
create index calendar_sync_overdue_backfill on sync.calendar_sync (due_at)
  where due_at is not null and not (sync_token is not null or removed);
drop index sync.calendar_sync_due;
drop index sync.calendar_sync_overdue;

-- So that a token that dies again and again does not cost a full sync each time.
alter table sync.calendar_sync
  add column resyncs      int not null default 0,  -- begun since the last quiet day
  add column resync_at    timestamptz,             -- the last of them
  add column audited_at   timestamptz;             -- when it was last compared with Google in full

-- When the fleet's next sample is taken; whoever moves it on takes it.
create table sync.audit_schedule (
  only_row boolean primary key default true check (only_row),
  next_at  timestamptz not null
);
insert into sync.audit_schedule (next_at) values (now());

--changeset calsync:sync-4-quarantine
-- Events of Google's that cannot be kept, and why; the mirror has their last good version, if there was one.
create table sync.quarantine (
  calendar_id   uuid        not null references sync.calendar_sync on delete cascade,
  item_key      text        not null,      -- the event's id, else a hash of what Google sent
  event_id      text,
  reason        text        not null,
  detail        text        not null,
  size          bigint      not null,      -- bytes
  excerpt       text        not null,      -- its beginning
  full_sync_gen bigint      not null,      -- the full sync that last saw it; older ones are let go
  since         timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (calendar_id, item_key)
);
create index quarantine_age on sync.quarantine (since);

--changeset calsync:sync-5-push-misses
-- Polls in a row that found what no push had announced; a push sets it to 0.
alter table sync.calendar_sync add column push_misses int not null default 0;

--changeset calsync:sync-6-state-owed
-- Events whose row changed without a change to announce: calendar.state is to be told of them all the same.
create table sync.state_owed (
  calendar_id uuid not null references sync.calendar_sync on delete cascade,
  event_id    text not null,
  primary key (calendar_id, event_id)
);

--changeset calsync:sync-7-what-columns-mean
comment on column sync.calendar_sync.requested_gen is '+ 1 for each poke, so that a turn knows how many it answers';
comment on column sync.calendar_sync.attempts is 'turns in a row that ended in a failure; one whose worker was killed is none';
comment on column sync.calendar_sync.second_look is 'a turn since the last push found less than was announced: one more is to look';

--changeset calsync:sync-8-forgetting
-- When what is left of a removed calendar may be deleted; never, of one that may come back.
alter table sync.calendar_sync add column forget_at timestamptz not null default 'infinity';
create index calendar_sync_forget on sync.calendar_sync (forget_at) where forget_at <> 'infinity';
-- Its person wants nothing to be left: it goes with the last of their calendars.
alter table sync.user_feed add column leaving boolean not null default false;
create index user_feed_leaving on sync.user_feed (user_id) where leaving;
-- Removed without ever having been known.
create index calendar_sync_never_known on sync.calendar_sync (state_since)
 where removed and google_calendar_id = '';

--changeset calsync:sync-9-begun-commands
-- An edit of several calls to Google, of which one may have been made: it is ended one way or other, not just given up.
alter table sync.command add column begun boolean not null default false;

--changeset calsync:sync-10-since-when
comment on column sync.calendar_sync.state_since is 'since when it is read in full, up to date, or parked; a failure that passes is no state';
-- Since when it is watched, or is not.
alter table sync.calendar_sync add column watch_turned_at timestamptz not null default now();

--changeset calsync:sync-11-made-version
-- Of an edit of several calls, the version that Google gave to what the first one made, if its answer reached us.
alter table sync.command add column made_version text;

--changeset calsync:sync-12-audit-tries
-- How often it was tried to audit it since that was last done to the end; no more is counted than is tried early.
alter table sync.calendar_sync add column audit_tries int not null default 0;
comment on column sync.calendar_sync.audited_at is 'when it was last compared with Google in full, or that was last tried';

--changeset calsync:sync-13-finished-commands
-- They go by their age, with their calendar, or with their person.
create index command_finished on sync.command (received_at) where status <> 'PENDING';
create index command_calendar on sync.command (calendar_id);
create index command_user on sync.command (user_id);
