import type { Session } from '#engine'
import { applyMigrations, type Migration } from './migration.ts'

/** The steps of the control schema. */
export const controlMigrations: readonly Migration[] = [
  {
    id: 'control-0001',
    sql: `
      create table zhike.workspace (
        id uuid primary key,
        slug text not null unique,
        name text not null,
        schema_name text not null unique check (schema_name ~ '^[a-z][a-z0-9_]{0,47}$'),
        zone text not null default 'Asia/Shanghai',
        currency text not null default 'CNY',
        language text not null default 'zh-CN',
        schema_version bigint not null default 1,
        rights_version bigint not null default 1,
        brand jsonb not null default '{}',
        created_at timestamptz not null default now()
      );
      create table zhike.member (
        workspace uuid not null references zhike.workspace,
        login uuid not null,
        user_id uuid not null,
        active boolean not null default true,
        created_at timestamptz not null default now(),
        primary key (workspace, login),
        unique (workspace, user_id)
      );
      create index member_login on zhike.member (login);
      create table zhike.api_key (
        id uuid primary key,
        workspace uuid not null,
        login uuid not null,
        user_id uuid not null,
        name text not null,
        hash bytea not null,
        prefix text not null,
        scopes text[] not null,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        created_at timestamptz not null default now(),
        foreign key (workspace, login) references zhike.member
      );
      create index api_key_owner on zhike.api_key (workspace, user_id);
      create table zhike.setting (
        key text primary key,
        value jsonb not null,
        updated_at timestamptz not null default now()
      );`,
  },
  {
    id: 'control-0002',
    sql: `
      create table zhike.seal_head (
        workspace uuid primary key references zhike.workspace,
        number bigint not null,
        hash bytea not null,
        mac bytea not null,
        at timestamptz not null
      );`,
  },
  {
    id: 'control-0003',
    sql: 'alter table zhike.member add column chosen_at timestamptz',
  },
]

/** Makes or upgrades the control schema. It needs a role that may create schemas in its database, nothing more. */
export const openControl = (db: Session): Promise<readonly string[]> => applyMigrations(db, controlMigrations)
