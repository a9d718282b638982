import type { Session } from '#engine'
import type { NotificationKind } from './notification.ts'

export interface Channels {
  readonly inApp: boolean
  /** In the next digest. */
  readonly mail: boolean
}

export type NotificationPreferences = Readonly<Record<NotificationKind, Channels>>

/** A mention and a request wait for an answer, a reminder for its hour: these are worth a mail. */
export const usualPreferences: NotificationPreferences = {
  mention: { inApp: true, mail: true },
  assignment: { inApp: true, mail: false },
  request: { inApp: true, mail: true },
  reminder: { inApp: true, mail: true },
  job: { inApp: true, mail: false },
  system: { inApp: true, mail: true },
}

const merged = (kept: Partial<Record<NotificationKind, Partial<Channels>>> | null): NotificationPreferences =>
  Object.fromEntries(
    Object.entries(usualPreferences).map(([kind, usual]) => [kind, { ...usual, ...kept?.[kind as NotificationKind] }]),
  ) as unknown as NotificationPreferences

/** What each of these people wants to be told by which channel. */
export const readPreferences = async (
  session: Session,
  schema: string,
  users: readonly string[],
): Promise<Map<string, NotificationPreferences>> => {
  const rows = await session.query<{ user: string; kept: Parameters<typeof merged>[0] }>(
    `select "user", value->'notifications' as kept from "${schema}".preference where "user" = any($1)`,
    [users],
  )
  const kept = new Map(rows.map((r) => [r.user, r.kept]))
  return new Map(users.map((user) => [user, merged(kept.get(user) ?? null)]))
}

/** Keeps what differs from before; kinds and channels that are not named stay as they are. */
export const changePreferences = async (
  session: Session,
  schema: string,
  user: string,
  change: Partial<Record<NotificationKind, Partial<Channels>>>,
): Promise<NotificationPreferences> => {
  const now = (await readPreferences(session, schema, [user])).get(user)!
  const next = Object.fromEntries(
    Object.entries(now).map(([kind, channels]) => [kind, { ...channels, ...change[kind as NotificationKind] }]),
  )
  await session.query(
    `insert into "${schema}".preference ("user", value) values ($1, $2)
     on conflict ("user") do update set value = preference.value || excluded.value`,
    [user, JSON.stringify({ notifications: next })],
  )
  return next as unknown as NotificationPreferences
}
