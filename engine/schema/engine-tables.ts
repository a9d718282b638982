/** The tables beside the objects' own: change log, numbers, idempotency, team members, workspace fields, seal. `{s}` is the schema. */
export const engineTables = `
create table if not exists {s}.change (
  id uuid not null,
  at timestamptz not null,
  tx xid8 not null,
  actor uuid not null,
  via text not null,
  object text not null,
  record uuid not null,
  version integer not null,
  op text not null,
  old jsonb,
  new jsonb,
  reason text,
  request uuid not null,
  primary key (id, at)
) partition by range (at);
create table if not exists {s}.change_default partition of {s}.change default;
create index if not exists change_record on {s}.change (record, id);
create index if not exists change_request on {s}.change (request, id);
create index if not exists change_tx on {s}.change (tx, id);
create index if not exists change_object on {s}.change (object, id);
create table if not exists {s}.seal (
  number bigint primary key,
  at timestamptz not null,
  last_tx xid8 not null,
  last_id uuid not null,
  entries bytea not null,
  previous bytea not null,
  hash bytea not null
);
create table if not exists {s}.serial (
  key text not null,
  period text not null,
  last bigint not null,
  primary key (key, period)
);
create table if not exists {s}.idempotency (
  principal uuid not null,
  key text not null,
  fingerprint text not null,
  status smallint not null,
  body text not null,
  at timestamptz not null,
  primary key (principal, key)
);
create index if not exists idempotency_at on {s}.idempotency (at);
create table if not exists {s}.team_member (
  object text not null,
  record uuid not null,
  "user" uuid not null,
  may text not null,
  until timestamptz,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (record, "user")
);
create index if not exists team_member_user on {s}.team_member ("user", object, record);
create table if not exists {s}.custom_object (
  name text primary key,
  def jsonb not null,
  label_en text not null,
  created_at timestamptz not null
);
create table if not exists {s}.custom_field (
  object text not null,
  name text not null,
  field jsonb not null,
  label_en text not null,
  retired boolean not null,
  position integer not null,
  created_at timestamptz not null,
  primary key (object, name)
);
create table if not exists {s}.preference (
  "user" uuid primary key,
  value jsonb not null
);
create table if not exists {s}.built (
  model text primary key,
  at timestamptz not null
);
create table if not exists {s}.refusal (
  id uuid primary key,
  at timestamptz not null,
  actor uuid not null,
  method text not null,
  target text not null,
  reason text not null
);
create index if not exists refusal_at on {s}.refusal (at);
alter table {s}.custom_object add column if not exists retired boolean not null default false;
create table if not exists {s}.file (
  id uuid primary key,
  key text not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  creator uuid not null,
  created_at timestamptz not null
);
create unique index if not exists file_key on {s}.file (key);
create index if not exists file_creator on {s}.file (creator, created_at);
create index if not exists file_created on {s}.file (created_at);
create table if not exists {s}.file_link (
  file uuid not null references {s}.file (id),
  object text not null,
  record uuid not null,
  field text not null,
  primary key (file, record, field)
);
create index if not exists file_link_record on {s}.file_link (record);
create table if not exists {s}.search_fill (
  object text primary key,
  version text not null,
  last uuid not null,
  done boolean not null
);
create table if not exists {s}.import (
  id uuid primary key,
  object text not null,
  by uuid not null,
  scopes text[],
  at timestamptz not null,
  status text not null,
  name text not null,
  file text not null,
  size bigint not null,
  facts jsonb not null,
  settings jsonb not null,
  like_import uuid,
  total integer,
  at_row integer not null default 0,
  counts jsonb,
  summary jsonb,
  problem jsonb,
  undone jsonb,
  started_at timestamptz,
  finished_at timestamptz
);
create index if not exists import_by on {s}.import (by, at);
create table if not exists {s}.import_row (
  import uuid not null,
  number integer not null,
  cells jsonb not null,
  fix jsonb,
  decision text,
  status text not null,
  problems jsonb not null,
  twins uuid[],
  primary key (import, number)
);
create table if not exists {s}.import_conflict (
  import uuid not null,
  record uuid not null,
  fields text[] not null,
  primary key (import, record)
);
create table if not exists {s}.export (
  id uuid primary key,
  by uuid not null,
  scopes text[],
  at timestamptz not null,
  object text not null,
  query jsonb not null,
  format text not null,
  language text not null,
  status text not null,
  rows integer not null default 0,
  file text,
  size bigint,
  problem jsonb,
  finished_at timestamptz
);
create index if not exists export_by on {s}.export (by, at);
create table if not exists {s}.follower (
  name text primary key,
  tx xid8 not null,
  id uuid not null
);
create table if not exists {s}.mail (
  id uuid primary key,
  recipient uuid not null,
  about text not null,
  state text not null,
  attempt integer not null,
  at timestamptz not null,
  problem text
);
create index if not exists mail_open on {s}.mail (state, at) where state in ('sending', 'failed');
alter table {s}.idempotency add column if not exists request uuid;
create table if not exists {s}.webhook_secret (
  webhook uuid primary key,
  sealed text not null
);
create table if not exists {s}.delivery (
  id uuid primary key,
  webhook uuid not null,
  object text not null,
  record uuid not null,
  version integer not null,
  type text not null,
  at timestamptz not null,
  state text not null,
  attempt integer not null default 0,
  next_at timestamptz not null,
  status smallint,
  problem text,
  milliseconds integer,
  tried_at timestamptz
);
create index if not exists delivery_open on {s}.delivery (webhook, next_at) where state in ('waiting', 'sending');
create index if not exists delivery_record on {s}.delivery (webhook, record, id) where state in ('waiting', 'sending');
create index if not exists delivery_log on {s}.delivery (webhook, id);
create table if not exists {s}.unfilled (
  what text primary key
);
create table if not exists {s}.log_base (
  one boolean primary key default true check (one),
  number bigint not null
);
create table if not exists {s}.standard_field (
  object text not null,
  name text not null,
  change jsonb not null,
  primary key (object, name)
);
create table if not exists {s}.validation_rule (
  id uuid primary key,
  object text not null,
  rule jsonb not null,
  active boolean not null,
  created_at timestamptz not null
);
create table if not exists {s}.field_fill (
  object text not null,
  field text not null,
  since timestamptz not null,
  last uuid,
  filled_at timestamptz,
  primary key (object, field)
);
create or replace function {s}.in_turn(statements text[], ids uuid[]) returns void language plpgsql as $$ declare one text; begin foreach one in array statements loop execute one using ids; end loop; end $$;
-- Who reaches a record stands in its search index beside the tokens.
create extension if not exists btree_gin;
create table if not exists {s}.bulk_change (
  id uuid primary key,
  by uuid not null,
  scopes text[],
  at timestamptz not null,
  object text not null,
  operation text not null,
  set jsonb,
  ids uuid[] not null,
  tried integer not null default 0,
  changed integer not null default 0,
  status text not null,
  problem jsonb,
  finished_at timestamptz
);
create index if not exists bulk_change_by on {s}.bulk_change (by, at);
create table if not exists {s}.bulk_failure (
  bulk uuid not null references {s}.bulk_change (id) on delete cascade,
  number integer not null,
  record uuid not null,
  problem jsonb not null,
  primary key (bulk, number)
);
create table if not exists {s}.setting (
  key text primary key,
  value jsonb not null
);
-- What a look past somebody's limits, or an attempt, was about.
alter table {s}.refusal add column if not exists object text;
alter table {s}.refusal add column if not exists record uuid;
alter table {s}.refusal add column if not exists field text;
create or replace function {s}.refuse(code text, ids uuid[]) returns void language plpgsql as $$ begin raise exception using errcode = code, message = 'refused', detail = array_to_string(ids, ' '); end $$;
-- Secrets that were replaced, for as long as receivers may still know no other.
create table if not exists {s}.webhook_old_secret (
  id uuid primary key,
  webhook uuid not null,
  sealed text not null,
  until timestamptz not null
);
create index if not exists webhook_old_secret_webhook on {s}.webhook_old_secret (webhook);
`
