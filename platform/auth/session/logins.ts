import { type Session, uuid7 } from '#engine'
import { EmailInvalid, EmailTaken } from '../auth-errors.ts'
import { hashPassword } from '../password/password-hash.ts'
import { checkPassword } from '../password/password-policy.ts'

/** A person's way in: an e-mail address and a password. Which workspaces it opens is the control database's matter. */
export interface NewLogin {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** A login that may be made: its address and password are checked, and of the password there is only the hash. */
export interface CheckedLogin {
  readonly email: string
  readonly name: string
  readonly passwordHash: string
}

/** Throws for an address or a password that will not do. Hashing takes a while: no transaction should wait for it. */
export const checkLogin = async (login: NewLogin): Promise<CheckedLogin> => {
  const email = login.email.trim().toLowerCase()
  if (!/^[^\s@"(),:;<>[\\\]]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email) || email.length > 254) {
    throw EmailInvalid({ email: login.email }).at('email')
  }
  return { email, name: login.name, passwordHash: await hashed(login.password, email) }
}

/** Makes a login, in the caller's transaction if `db` is one. Nobody signs up by themselves. */
export const createLogin = async (db: Session, { email, name, passwordHash }: CheckedLogin): Promise<string> => {
  const id = uuid7()
  const rows = await db.query(
    `with login as (
       insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       values ($1, $2, $3, true, now(), now()) on conflict (email) do nothing returning id)
     insert into auth.account ("userId", "accountId", "providerId", password, "updatedAt")
     select id, id::text, 'credential', $4, now() from login returning "userId"`,
    [id, name, email, passwordHash],
  )
  if (rows.length === 0) throw EmailTaken({ email }).at('email')
  return id
}

/** Sets a password on someone's behalf; every session of that login ends. */
export const setPassword = async (db: Session, loginId: string, password: string): Promise<void> => {
  const email = await emailOf(db, loginId)
  if (email === null) return
  await db.query(
    `with changed as (
       update auth.account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential')
     delete from auth.session where "userId" = $1`,
    [loginId, await hashed(password, email)],
  )
}

/** Takes the second step away from somebody who has lost her phone and her backup codes; every session of that login ends. */
export const removeSecondFactor = async (db: Session, loginId: string): Promise<void> => {
  await db.query(
    `with gone as (delete from auth."twoFactor" where "userId" = $1),
       ended as (delete from auth.session where "userId" = $1)
     update auth."user" set "twoFactorEnabled" = false, "updatedAt" = now() where id = $1`,
    [loginId],
  )
}

/** Shuts a login in all its workspaces, its sessions and API keys included, or opens it again. */
export const setLoginDisabled = async (db: Session, loginId: string, disabled: boolean): Promise<void> => {
  await db.query('update auth."user" set disabled = $2, "updatedAt" = now() where id = $1', [loginId, disabled])
  if (disabled) await endSessions(db, loginId)
}

/** Deletes a login with its sessions. Whoever is still a member of a workspace keeps it: nothing happens then. */
export const removeLogin = async (db: Session, loginId: string): Promise<void> => {
  await db.query('delete from auth."user" where id = $1 and not exists (select from zhike.member where login = $1)', [
    loginId,
  ])
}

/** Signs a login out everywhere. */
export const endSessions = async (db: Session, loginId: string): Promise<void> => {
  await db.query('delete from auth.session where "userId" = $1', [loginId])
}

/** Null for a login that is not there any more. */
export const emailOf = async (db: Session, loginId: string): Promise<string | null> =>
  (await db.query<{ email: string }>('select email from auth."user" where id = $1', [loginId]))[0]?.email ?? null

const hashed = (password: string, email: string): Promise<string> => {
  const problem = checkPassword(password, email)
  if (problem) throw problem.at('password')
  return hashPassword(password)
}
