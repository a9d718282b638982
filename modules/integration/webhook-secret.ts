import { randomBytes } from 'node:crypto'
import { defineError, type Session, uuid7 } from '#engine'
import { seal, unseal } from './sealed-text.ts'
import { oldHours } from './old-secrets.ts'

/**
 * Gives a webhook a new secret, and says it this once. The one before holds for a day longer, so that the receiver can be
 * changed in that time; who renews at the same moment replaces this one.
 */
export const renewSecret = async (session: Session, schema: string, webhook: string, key: string): Promise<string> => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await session.query(
    `with before as (select webhook, sealed from "${schema}".webhook_secret where webhook = $1 for update),
       kept as (insert into "${schema}".webhook_old_secret (id, webhook, sealed, until)
         select $3, webhook, sealed, now() + make_interval(hours => $4) from before returning id)
     insert into "${schema}".webhook_secret (webhook, sealed) select $1, $2 from (select count(*) from kept) k on conflict (webhook) do update set sealed = excluded.sealed`,
    [webhook, seal(key, secret, webhook), uuid7(), oldHours],
  )
  return secret
}

const SecretLocked = defineError(
  'webhook.secretLocked',
  409,
  '签名密钥暂时无法读取:服务器的 SECRET 换过了。请放回原来的 SECRET,或给这个 Webhook 换一个签名密钥',
  'The secret of this webhook cannot be read: SECRET of the server was changed. Put the old SECRET back, or renew the secret of this webhook',
)

/** The secret of a webhook; one made on the spot where there is none. Throws SecretLocked: what lies there is not overwritten. */
export const secretOf = async (session: Session, schema: string, webhook: string, key: string): Promise<string> => {
  const [kept] = await session.query<{ sealed: string }>(
    `select sealed from "${schema}".webhook_secret where webhook = $1`,
    [webhook],
  )
  if (!kept) return renewSecret(session, schema, webhook, key)
  const secret = unseal(key, kept.sealed, webhook)
  if (secret === null) throw SecretLocked()
  return secret
}

/** Seals the secrets of a workspace for another installation's key; one that could not be read stays so. */
export const resealSecrets = async (session: Session, schema: string, from: string, to: string): Promise<void> => {
  for (const table of ['webhook_secret', 'webhook_old_secret']) {
    const kept = await session.query<{ webhook: string; sealed: string }>(
      `select webhook, sealed from "${schema}".${table}`,
    )
    for (const { webhook, sealed } of kept) {
      const secret = unseal(from, sealed, webhook)
      if (secret === null) continue
      await session.query(`update "${schema}".${table} set sealed = $3 where webhook = $1 and sealed = $2`, [
        webhook,
        sealed,
        seal(to, secret, webhook),
      ])
    }
  }
}
