import { createHash } from 'node:crypto'
import type { Session } from '#engine'

/** The library keeps the identifiers of what it sent out as hashes (`storeIdentifier: 'hashed'`). */
const stored = (identifier: string) => createHash('sha256').update(identifier).digest('base64url')

const valueOf = async (db: Session, identifier: string): Promise<string | null> =>
  (
    await db.query<{ value: string }>(
      'select value from auth.verification where identifier = $1 and "expiresAt" > now()',
      [stored(identifier)],
    )
  )[0]?.value ?? null

/** The e-mail address of the login that a reset link was sent for; null for a link that is used up or was never sent. */
export const resetTarget = async (db: Session, token: string): Promise<string | null> => {
  const login = await valueOf(db, `reset-password:${token}`)
  if (login === null) return null
  return (await db.query<{ email: string }>('select email from auth."user" where id = $1', [login]))[0]?.email ?? null
}

/** The login that gave its password and still owes the second factor. */
export const challengedLogin = (db: Session, challenge: string): Promise<string | null> => valueOf(db, challenge)
