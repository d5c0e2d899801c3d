--liquibase formatted sql

--changeset calsync:channel-1-schema
create schema channel;

create table channel.person (
  user_id    uuid primary key default uuidv7(),
  created_at timestamptz not null default now()
);

-- One connected Google account. Google's sub is its key there; its e-mail may change.
create table channel.account (
  account_id        uuid primary key default uuidv7(),
  user_id           uuid        not null references channel.person,
  google_sub        text        not null unique,
  email             text        not null,
  name              text,
  state             text        not null default 'CONNECTED'
                    check (state in ('CONNECTED', 'NEEDS_REAUTHORIZATION', 'DISCONNECTED')),
  reason            text,
  state_since       timestamptz not null default now(),
  scopes            text        not null default '',
  version           bigint      not null default 1,
  announced_version bigint      not null default 0,
  list_due_at       timestamptz default now(),       -- when its calendar list is read next
  list_read_at      timestamptz
);
create index account_user on channel.account (user_id);
create index account_unannounced on channel.account (account_id) where version > announced_version;
create index account_list_due on channel.account (list_due_at) where list_due_at is not null;

-- What Google gave us for an account; ciphertexts are bound to their row. No other service may read this table.
create table channel.credential (
  account_id            uuid primary key references channel.account on delete cascade,
  refresh_token         bytea,
  refresh_token_at      timestamptz,
  access_token          bytea,
  access_expires_at     timestamptz,
  token_version         bigint not null default 0,
  refreshing_until      timestamptz                   -- one refresh at a time in the whole fleet
);

-- One Google calendar as one account sees it.
create table channel.calendar (
  calendar_id        uuid primary key default uuidv7(),
  account_id         uuid        not null references channel.account on delete cascade,
  user_id            uuid        not null references channel.person,
  google_calendar_id text        not null,
  summary            text        not null,
  time_zone          text,
  access_role        text        not null,
  color              text,
  is_primary         boolean     not null default false,
  listed             boolean     not null default true, -- Google still lists it
  selected           boolean     not null default true, -- its owner wants it in sync
  watchable          boolean     not null default true,
  watched_until      timestamptz,
  watch_due_at       timestamptz default now(),       -- when its channels are looked at next
  watch_attempts     int         not null default 0,
  last_error         text,
  version            bigint      not null default 1,
  announced_version  bigint      not null default 0,
  unique (account_id, google_calendar_id)
);
create index calendar_user on channel.calendar (user_id);
create index calendar_unannounced on channel.calendar (calendar_id) where version > announced_version;
create index calendar_watch_due on channel.calendar (watch_due_at) where watch_due_at is not null;

-- Watch channels. The row is committed before Google is asked, since the sync message may come first.
create table channel.watch_channel (
  channel_id   uuid primary key,
  calendar_id  uuid        not null references channel.calendar on delete cascade,
  account_id   uuid        not null,
  state        text        not null check (state in ('OPENING', 'ACTIVE', 'RETIRING', 'STOPPED', 'FAILED')),
  resource_id  text,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  renew_at     timestamptz,
  confirmed_at timestamptz,                           -- when its sync message came
  last_error   text
);
create unique index one_active_channel on channel.watch_channel (calendar_id) where state = 'ACTIVE';
create unique index one_retiring_channel on channel.watch_channel (calendar_id) where state = 'RETIRING';
create index channel_live on channel.watch_channel (expires_at) where state in ('OPENING', 'ACTIVE', 'RETIRING');

--changeset calsync:channel-3-reader splitStatements:false
do $$
begin
  if not exists (select from pg_roles where rolname = 'calsync_reader') then
    begin
      create role calsync_reader nologin;
    exception when duplicate_object or unique_violation then
      null; -- the other service was faster
    end;
  end if;
  grant usage on schema channel to calsync_reader;
  grant select on channel.person, channel.account, channel.calendar, channel.watch_channel to calsync_reader;
end
$$;

-- Spring Session's own script (schema-postgresql.sql), in a schema of its own; a test holds the two equal.
--changeset calsync:channel-4-session
create schema session;

create table session.spring_session (
  primary_id char(36) not null,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100),
  constraint spring_session_pk primary key (primary_id)
);

create unique index spring_session_ix1 on session.spring_session (session_id);
create index spring_session_ix2 on session.spring_session (expiry_time);
create index spring_session_ix3 on session.spring_session (principal_name);

create table session.spring_session_attributes (
  session_primary_id char(36) not null,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name),
  constraint spring_session_attributes_fk foreign key (session_primary_id) references session.spring_session(primary_id) on delete cascade
);

--changeset calsync:channel-5-session-reader
grant usage on schema session to calsync_reader;
grant select, insert, update, delete on session.spring_session, session.spring_session_attributes to calsync_reader;

--changeset calsync:channel-6-details
alter table channel.calendar
  add column changed_at timestamptz not null default now(),  -- when its version last grew
  add column hidden boolean not null default false,           -- its owner hid it at Google
  add column watch_lease_until timestamptz;                   -- one process works on its channels
alter table channel.account
  add column list_attempts int not null default 0,            -- failed reads of its list in a row
  add column list_lease_until timestamptz;                    -- one process reads its list
-- Since when a channel that should deliver is believed not to.
alter table channel.watch_channel add column suspect_at timestamptz;
create index channel_of_calendar on channel.watch_channel (calendar_id);

--changeset calsync:channel-7-farewells
-- Since when somebody wants nothing of theirs to be left; the row goes when all have been told.
alter table channel.person add column leaving_at timestamptz;
create index person_leaving on channel.person (leaving_at) where leaving_at is not null;

--changeset calsync:channel-8-pending-accounts
-- A further Google account, until its user has seen its address and said yes. No other service may read this table.
create table channel.pending_account (
  account_id        uuid primary key default uuidv7(),  -- the id it will have; its ciphertexts are bound to it
  user_id           uuid        not null references channel.person,
  google_sub        text        not null,
  email             text        not null,
  name              text,
  scopes            text        not null,
  instead_of        text,                               -- the address of the account that was to be reconnected
  refresh_token     bytea       not null,
  access_token      bytea       not null,
  access_expires_at timestamptz not null,
  refresh_expires_at timestamptz,                       -- when the grant ends by itself, if Google said so
  expires_at        timestamptz not null,               -- until when it can be confirmed
  clear_at          timestamptz not null,               -- when its grant is given back; moved on by whoever tries
  unique (user_id, google_sub)
);
create index pending_account_clear on channel.pending_account (clear_at);
create index pending_account_sub on channel.pending_account (google_sub);

--changeset calsync:channel-9-strays
-- STRAY: we use it no more, and Google may still push through it; renew_at is when it is to be ended (again).
alter table channel.watch_channel drop constraint watch_channel_state_check;
alter table channel.watch_channel add constraint watch_channel_state_check
  check (state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY', 'STOPPED', 'FAILED'));
alter table channel.watch_channel add column ended_at timestamptz;  -- since when it is STOPPED or FAILED

--changeset calsync:channel-10-vault
-- Which keys each process can open, and with which it seals: a key is promoted when all know it.
create table channel.vault_reader (
  reader_id     uuid primary key,
  name          text        not null,
  opens         text        not null,                  -- ids of keys, with commas
  seals         bigint      not null,
  seals_since   timestamptz not null default now(),
  seen_at       timestamptz not null default now()
);

--changeset calsync:channel-11-security-events
-- What Google says about accounts, so that each token of its is acted upon once.
create table channel.security_event (
  token_id    text primary key,                        -- its jti
  received_at timestamptz not null default now()
);
create index security_event_age on channel.security_event (received_at);
alter table channel.account add column disabled_at timestamptz;  -- when Google said it had disabled it

--changeset calsync:channel-12-expiry
-- When grants end by themselves. Google may not say so of an app in testing: one that ended so is remembered.
alter table channel.credential
  add column refresh_expires_at timestamptz,
  add column expiry_warned_at timestamptz;
create table channel.testing_mode (
  one     boolean primary key default true check (one),
  seen_at timestamptz not null
);

--changeset calsync:channel-13-lists
-- An account's list of calendars is watched as calendars are: it has a row, an id for the channel's token, and due times as they have. It is
-- no calendar: never listed, and as its announced version shows, of no concern to anybody else.
alter table channel.calendar
  add column is_list boolean not null default false,
  add constraint list_is_no_calendar check (not is_list or (not listed and google_calendar_id = ''));

--changeset calsync:channel-14-list-misses
alter table channel.account
  add column list_pushed_at timestamptz,                -- a push that asks for a reading which was not done yet
  add column list_missed_at timestamptz;                -- when a reading found what no push had told

--changeset calsync:channel-15-addresses
alter table channel.calendar add column watch_address text;   -- where its latest channel was to be called
-- A parked account's channels are written off when they expire; until now nobody looked at them again.
update channel.calendar c set watch_due_at = now()
 where watch_due_at is null
   and exists (select from channel.watch_channel w
                where w.calendar_id = c.calendar_id and w.state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY'));

--changeset calsync:channel-16-urgency
-- In a storm of renewals those come first whose channels end soonest.
create index calendar_watch_urgent on channel.calendar (watched_until, watch_due_at) where watch_due_at is not null;

--changeset calsync:channel-17-calls
-- How often Google was asked about an account in the last minute, and until when it is not to be.
alter table channel.account add column calls_wait_until timestamptz;
create index account_calls_wait on channel.account (calls_wait_until) where calls_wait_until is not null;
create index channel_opened on channel.watch_channel (created_at);
create index channel_stopped on channel.watch_channel (ended_at) where state = 'STOPPED';
