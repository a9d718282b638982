import { randomBytes } from 'node:crypto'
import { isoTime, type Session as Database } from '#engine'
import { toBase62 } from '../credential/base62.ts'
import { idleDays } from '../credential/credential-sql.ts'

/** The longest a session lives, used or not. */
export const sessionDays = 30

/** The session behind a token, whether or not its login belongs to a workspace. */
export interface LiveSession {
  readonly id: string
  readonly loginId: string
}

/** The session of a token; null where it has ended, was not used for long, or its login is shut. */
export const liveSession = async (db: Database, token: string): Promise<LiveSession | null> =>
  (
    await db.query<LiveSession>(
      `select s.id, s."userId" "loginId" from auth.session s
       join auth."user" u on u.id = s."userId" and u.disabled is not true
       where s.token = $1 and s."expiresAt" > now() and s."updatedAt" > now() - interval '${idleDays} days'`,
      [token],
    )
  )[0] ?? null

/** Where somebody is signed in, for the person to look over. Tokens stay here. */
export interface SessionSummary {
  readonly id: string
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly current: boolean
}

/** Where a login is signed in, the latest used first. */
export const listSessions = (db: Database, session: LiveSession): Promise<SessionSummary[]> =>
  db.query<SessionSummary>(
    `select id, ${isoTime('"createdAt"')} "createdAt", ${isoTime('"updatedAt"')} "lastUsedAt",
       nullif("ipAddress", '') "address", nullif("userAgent", '') "userAgent", id = $2 "current"
     from auth.session
     where "userId" = $1 and "expiresAt" > now() and "updatedAt" > now() - interval '${idleDays} days'
     order by "updatedAt" desc`,
    [session.loginId, session.id],
  )

/** Ends one of the login's sessions, or (without an id) all but the current one. */
export const revokeSessions = async (db: Database, session: LiveSession, id?: string): Promise<void> => {
  await db.query(`delete from auth.session where "userId" = $1 and ${id === undefined ? 'id <> $2' : 'id = $2'}`, [
    session.loginId,
    id ?? session.id,
  ])
}

/** What its cookie needs. On a borrowed computer a session does not last. */
export interface MovedSession {
  readonly token: string
  readonly secondsLeft: number
  readonly lasting: boolean
}

/**
 * Takes a session over into another workspace of its login; null where there is none such. It gets a new id and a new token:
 * what still knows the old ones, the memory of another process or an open stream, never comes to speak of the new workspace.
 */
export const moveSession = async (
  db: Database,
  session: LiveSession,
  workspaceId: string,
): Promise<MovedSession | null> => {
  const token = toBase62(randomBytes(32))
  const [moved] = await db.query<Omit<MovedSession, 'token'>>(
    `with chosen as (
       update zhike.member set chosen_at = now() where login = $2 and workspace = $3 and active returning workspace)
     update auth.session s set id = gen_random_uuid(), token = $4, workspace = chosen.workspace
     from chosen where s.id = $1 and s."userId" = $2
     returning ceil(extract(epoch from s."expiresAt" - now()))::int as "secondsLeft",
       s."expiresAt" - s."createdAt" > interval '2 days' as lasting`,
    [session.id, session.loginId, workspaceId, token],
  )
  return moved ? { token, ...moved } : null
}

/** Signs out. */
export const endSession = async (db: Database, token: string): Promise<void> => {
  await db.query('delete from auth.session where token = $1', [token])
}

/** Signs a login in without its password (at first set-up): the caller has proved who it is. Returns the token. */
export const startSession = async (db: Database, loginId: string, address: string, userAgent: string) => {
  const token = toBase62(randomBytes(32))
  await db.query(
    `insert into auth.session (token, "userId", "expiresAt", "updatedAt", "ipAddress", "userAgent")
     values ($1, $2, now() + interval '${sessionDays} days', now(), $3, $4)`,
    [token, loginId, address, userAgent.slice(0, 500)],
  )
  return token
}
