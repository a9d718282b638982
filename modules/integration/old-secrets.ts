import { isoTime, type Session } from '#engine'
import { unseal } from './sealed-text.ts'

/** So long a secret that was replaced still signs, beside the new one. */
export const oldHours = 24

/** Of secrets that were replaced these few sign: whoever renews again and again makes no endless header. */
const mostOld = 4

/** Until when what was replaced still signs for a webhook. */
export interface OldSecret {
  readonly webhook: string
  readonly until: string
}

const holding = 'until > now()'

/** Which of these webhooks still sign with a secret that was replaced, and until when. */
export const oldSecretsOf = (session: Session, schema: string, webhooks: readonly string[]): Promise<OldSecret[]> =>
  session.query<OldSecret>(
    `select webhook, ${isoTime('max(until)')} as until from "${schema}".webhook_old_secret where webhook = any($1) and ${holding} group by webhook`,
    [webhooks],
  )

/** The replaced secrets that still sign, newest first. One that cannot be read signs nothing. */
export const signingOldSecrets = async (
  session: Session,
  schema: string,
  webhook: string,
  key: string,
): Promise<string[]> => {
  const kept = await session.query<{ sealed: string }>(
    `select sealed from "${schema}".webhook_old_secret where webhook = $1 and ${holding} order by until desc, id desc limit ${mostOld}`,
    [webhook],
  )
  return kept.flatMap(({ sealed }) => unseal(key, sealed, webhook) ?? [])
}

/** From now on only the newest secret signs. */
export const endOldSecrets = async (session: Session, schema: string, webhook: string): Promise<void> => {
  await session.query(`delete from "${schema}".webhook_old_secret where webhook = $1`, [webhook])
}

/** Clears away what no longer signs. */
export const forgetOldSecrets = async (session: Session, schema: string): Promise<void> => {
  await session.query(`delete from "${schema}".webhook_old_secret where not (${holding})`)
}
