import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { defineError, type Session } from '#engine'

/** Webhook secrets lie in the database only sealed with the installation's key: who reads a backup cannot sign with them. */
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'zhike webhook secrets', 32))

const seal = (secret: string, text: string, about: string): string => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

const unseal = (secret: string, sealed: string, about: string): string => {
  const bytes = Buffer.from(sealed, 'base64')
  const cipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12)).setAAD(Buffer.from(about))
  cipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
}

/** Gives a webhook a new secret, and says it this once. The old one is worth nothing from now on. */
export const renewSecret = async (session: Session, schema: string, webhook: string, key: string): Promise<string> => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await session.query(
    `insert into "${schema}".webhook_secret (webhook, sealed) values ($1, $2) on conflict (webhook) do update set sealed = excluded.sealed`,
    [webhook, seal(key, secret, webhook)],
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
  if (kept)
    try {
      return unseal(key, kept.sealed, webhook)
    } catch {
      throw SecretLocked()
    }
  return renewSecret(session, schema, webhook, key)
}

/** Seals the secrets of a workspace for another installation's key; one that could not be read stays so. */
export const resealSecrets = async (session: Session, schema: string, from: string, to: string): Promise<void> => {
  const kept = await session.query<{ webhook: string; sealed: string }>(
    `select webhook, sealed from "${schema}".webhook_secret`,
  )
  for (const { webhook, sealed } of kept) {
    let secret: string
    try {
      secret = unseal(from, sealed, webhook)
    } catch {
      continue
    }
    await session.query(`update "${schema}".webhook_secret set sealed = $2 where webhook = $1`, [
      webhook,
      seal(to, secret, webhook),
    ])
  }
}
