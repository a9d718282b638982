import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { type Session, uuid7 } from '#engine'
import { bringRows } from './bring-rows.ts'

/** A login of a company that is brought here. */
export interface Arrival {
  /** Its id in the backup, and here. */
  readonly from: string
  readonly to: string
  readonly email: string
  /** The address of the login here that it becomes; null where it is new. */
  readonly becomes: string | null
}

/**
 * Which logins come, and which become one that is here: that of the same address, or else the very same login, whose address
 * has been changed since. Who is here keeps password, second factor and address.
 */
export const planLogins = async (from: Session, to: Session): Promise<Arrival[]> => {
  type Login = { readonly id: string; readonly email: string }
  const coming = await from.query<Login>('select id, email from auth."user" order by email')
  const here = await to.query<Login>('select id, email from auth."user" where email = any($1) or id = any($2)', [
    coming.map(({ email }) => email),
    coming.map(({ id }) => id),
  ])
  const byEmail = new Map(here.map((login) => [login.email, login]))
  const byId = new Map(here.map((login) => [login.id, login]))
  const claimed = new Set(coming.map(({ email }) => byEmail.get(email)?.id))
  return coming.map(({ id, email }) => {
    const known = byEmail.get(email) ?? (claimed.has(id) ? undefined : byId.get(id))
    return { from: id, to: known?.id ?? (byId.has(id) ? uuid7() : id), email, becomes: known?.email ?? null }
  })
}

/** Brings the new ones, their passwords and second factors with them. */
export const bringLogins = async (
  from: Session,
  to: Session,
  arrivals: readonly Arrival[],
  secrets: { readonly from: string; readonly to: string },
): Promise<void> => {
  for (const login of arrivals.filter(({ becomes }) => becomes === null)) {
    const of = { column: '"userId"', value: login.from }
    await bringRows(from, to, 'auth."user"', { column: 'id', value: login.from }, () => ({ id: login.to }))
    await bringRows(from, to, 'auth.account', of, ({ accountId }) => ({
      id: uuid7(),
      userId: login.to,
      accountId: accountId === login.from ? login.to : accountId,
    }))
    await bringRows(from, to, 'auth."twoFactor"', of, async ({ secret, backupCodes }) => ({
      id: uuid7(),
      userId: login.to,
      secret: await resealed(String(secret), secrets),
      backupCodes: await resealed(String(backupCodes), secrets),
    }))
  }
}

const keyOf = (secret: string) => ({ keys: new Map([[1, secret]]), currentVersion: 1 })

/** What could not be read before stays as it is. */
const resealed = async (
  data: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string> => {
  const plain = await symmetricDecrypt({ key: keyOf(from), data }).catch(() => null)
  return plain === null ? data : symmetricEncrypt({ key: keyOf(to), data: plain })
}
