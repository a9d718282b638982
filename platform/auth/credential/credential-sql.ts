import type { Credential } from './credential.ts'

/** A session that nobody used for so long is dead, whatever its cookie says. */
export const idleDays = 7

/** What the statements below bring beside the credential. */
export interface CredentialRow extends Omit<Credential, 'kind' | 'scopes'> {
  readonly scopes?: readonly string[]
  readonly hash?: string
  /** Is it time to note that it was used. */
  readonly stale: boolean
}

const workspace = `m.login "loginId", w.id "workspaceId", w.schema_name "schemaName", m.user_id "userId",
  w.schema_version "schemaVersion", w.rights_version "rightsVersion", w.zone, w.currency, w.language`

const sessions = `s.id, s."updatedAt" < now() - interval '1 hour' "stale", ${workspace}
  from auth.session s
  join auth."user" u on u.id = s."userId" and u.disabled is not true
  join zhike.member m on m.login = u.id and m.active
  join zhike.workspace w on w.id = m.workspace
  where s."expiresAt" > now() and s."updatedAt" > now() - interval '${idleDays} days'`

/** Of several workspaces the one that the session was begun for, else the one that the login joined first. */
const choice = 'm.workspace = s.workspace desc nulls last, m.created_at, w.id'

/** Who is behind a session's token, and in which workspace. */
export const sessionSql = `select ${sessions} and s.token = $1 order by ${choice} limit 1`

/** The same for sessions by their ids. */
export const sessionsByIdSql = `select distinct on (s.id) ${sessions} and s.id = any($1::uuid[]) order by s.id, ${choice}`

const apiKeys = `
  select k.id, encode(k.hash, 'hex') "hash", to_jsonb(k.scopes) "scopes",
    k.last_used_at is null or k.last_used_at < now() - interval '1 minute' "stale", ${workspace}
  from zhike.api_key k
  join zhike.member m on m.workspace = k.workspace and m.login = k.login and m.user_id = k.user_id and m.active
  join auth."user" u on u.id = m.login and u.disabled is not true
  join zhike.workspace w on w.id = m.workspace
  where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`

/** Who is behind an API key; its hash is compared by who asks. */
export const apiKeySql = `${apiKeys} and k.id = $1`

/** The same for many. */
export const apiKeysByIdSql = `${apiKeys} and k.id = any($1::uuid[])`

/** Notes the use; the condition keeps many processes from noting the same minute. */
export const touchSql = {
  session: `update auth.session set "updatedAt" = now() where id = $1 and "updatedAt" < now() - interval '1 hour'`,
  apiKey: `update zhike.api_key set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
}
