import type { Migration } from '#platform/control'

/**
 * The tables of better-auth 1.7.5 with its two-factor plugin, as its own generator writes them, plus ours. Kept as steps
 * of our own because its migration reads every table of every schema at each start. A test compares the two.
 */
export const authMigrations: readonly Migration[] = [
  {
    id: 'auth-0001',
    sql: `
      create schema if not exists auth;
      create table auth."user" (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        email text not null unique,
        "emailVerified" boolean not null,
        image text,
        "createdAt" timestamptz not null default now(),
        "updatedAt" timestamptz not null default now(),
        "twoFactorEnabled" boolean,
        disabled boolean
      );
      create table auth.session (
        id uuid primary key default gen_random_uuid(),
        "expiresAt" timestamptz not null,
        token text not null unique,
        "createdAt" timestamptz not null default now(),
        "updatedAt" timestamptz not null,
        "ipAddress" text,
        "userAgent" text,
        "userId" uuid not null references auth."user" (id) on delete cascade
      );
      create table auth.account (
        id uuid primary key default gen_random_uuid(),
        "accountId" text not null,
        "providerId" text not null,
        "userId" uuid not null references auth."user" (id) on delete cascade,
        "accessToken" text,
        "refreshToken" text,
        "idToken" text,
        "accessTokenExpiresAt" timestamptz,
        "refreshTokenExpiresAt" timestamptz,
        scope text,
        password text,
        "createdAt" timestamptz not null default now(),
        "updatedAt" timestamptz not null
      );
      create table auth.verification (
        id uuid primary key default gen_random_uuid(),
        identifier text not null,
        value text not null,
        "expiresAt" timestamptz not null,
        "createdAt" timestamptz not null default now(),
        "updatedAt" timestamptz not null default now()
      );
      create table auth."twoFactor" (
        id uuid primary key default gen_random_uuid(),
        secret text not null,
        "backupCodes" text not null,
        "userId" uuid not null references auth."user" (id) on delete cascade,
        verified boolean,
        "failedVerificationCount" integer,
        "lockedUntil" timestamptz
      );
      create index "session_userId_idx" on auth.session ("userId");
      create index "account_userId_idx" on auth.account ("userId");
      create index "verification_identifier_idx" on auth.verification (identifier);
      create index "twoFactor_secret_idx" on auth."twoFactor" (secret);
      create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
      create table auth.attempt (
        key text primary key,
        count integer not null,
        until timestamptz not null
      );
      create index attempt_until on auth.attempt (until);`,
  },
  {
    id: 'auth-0002',
    // Of several workspaces the one that the session is in; null is the first she joined.
    sql: 'alter table auth.session add column workspace uuid',
  },
]
