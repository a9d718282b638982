import type { Session } from '#engine'
import { applyMigrations, openControl } from '#platform/control'
import { refusalMs } from './session/at-least.ts'
import type { AuthOptions } from './library/auth-options.ts'
import type { BetterAuth } from './library/better-auth.ts'
import { clientAddress, type Peer } from './session/client-address.ts'
import { cookieNames, isHttps } from './credential/cookie-names.ts'
import type { Credential } from './credential/credential.ts'
import { stillValid } from './credential/live-credentials.ts'
import {
  type CheckedLogin,
  checkLogin,
  createLogin,
  endSessions,
  type NewLogin,
  removeLogin,
  removeSecondFactor,
  setLoginDisabled,
  setPassword,
} from './session/logins.ts'
import { authMigrations } from './library/migrations.ts'
import { resetMail } from './password/reset-mail.ts'
import { type CredentialHeaders, credentialResolver } from './credential/resolve-credential.ts'
import { requireSameOrigin } from './same-origin.ts'
import { sessionDays, startSession } from './session/sessions.ts'
import { signedCookies } from './credential/signed-cookie.ts'
import { throttle } from './session/throttle.ts'

export type Auth = Awaited<ReturnType<typeof createAuth>>

/** Logins, sessions and API keys on one database. Migrates its tables and the control database's. */
export const createAuth = async (options: AuthOptions) => {
  const { db, publicUrl, secret } = options
  await openControl(db)
  await applyMigrations(db, authMigrations)

  const secure = isHttps(publicUrl)
  const names = cookieNames(secure)
  const cookies = signedCookies(secret, secure)
  const credentials = credentialResolver(db, cookies, names.session)
  const sendReset = resetMail(options)
  let library: Promise<BetterAuth> | undefined

  return {
    options,
    names,
    cookies,
    throttle: throttle({ db, cookies, deviceCookie: names.device, log: options.log }),
    /** The least time a refusal takes, whatever its reason, in milliseconds. */
    refusalMs: options.refusalMs ?? refusalMs,
    /** The address of the other end of a request. */
    address: clientAddress(options.trustProxy),
    library: () =>
      (library ??= import('./library/better-auth.ts').then((module) => module.openBetterAuth(options, sendReset))),

    /** Who is asking, or null. One statement at most, and none within the second after it. */
    resolveCredential: (headers: CredentialHeaders): Promise<Credential | null> => credentials.resolve(headers),
    /** Of credentials taken earlier those that still hold, by id: for connections that outlive a request. */
    stillValid: (held: readonly Credential[]): Promise<Map<string, Credential>> => stillValid(db, held),
    /**
     * Forgets what this process remembers of credentials. To be called after a change of members, keys, logins, or of a
     * workspace's versions has been committed; other processes notice within a second.
     */
    forgetCredentials: (): void => credentials.forget(),
    /** Throws OriginRefused or JsonRequired for a state-changing request that another site may have caused. */
    requireSameOrigin: (method: string, headers: Parameters<typeof requireSameOrigin>[1], body?: string): void =>
      requireSameOrigin(method, headers, publicUrl, body),

    /** Throws for an address or a password that will not do. Slow, as hashing is: to be done before a transaction begins. */
    checkLogin: (login: NewLogin): Promise<CheckedLogin> => checkLogin(login),
    /** Makes a login and returns its id; `within` is the caller's transaction. */
    createLogin: (login: CheckedLogin, within: Session = db): Promise<string> => createLogin(within, login),
    /** Sets a password for somebody else; all sessions of that login end. */
    setPassword: async (loginId: string, password: string): Promise<void> => {
      await setPassword(db, loginId, password)
      credentials.forget()
    },
    /** For somebody who has lost what the second step asks for; all sessions of that login end. */
    removeSecondFactor: async (loginId: string): Promise<void> => {
      await removeSecondFactor(db, loginId)
      credentials.forget()
    },
    /** Shuts a login everywhere: its sessions end, its API keys are dead until it is enabled again. */
    disableLogin: async (loginId: string): Promise<void> => {
      await setLoginDisabled(db, loginId, true)
      credentials.forget()
    },
    enableLogin: (loginId: string): Promise<void> => setLoginDisabled(db, loginId, false),
    /** Deletes a login that is a member of no workspace any more; `within` is the caller's transaction. */
    removeLogin: async (loginId: string, within: Session = db): Promise<void> => {
      await removeLogin(within, loginId)
      credentials.forget()
    },
    /** Ends all sessions of a login. */
    revokeAll: async (loginId: string): Promise<void> => {
      await endSessions(db, loginId)
      credentials.forget()
    },
    /** Signs a login in that has just proved itself otherwise (first set-up). Returns the Set-Cookie header. */
    startSession: async (loginId: string, request: Peer): Promise<string> => {
      const agent = String(request.headers['user-agent'] ?? '')
      const token = await startSession(db, loginId, clientAddress(options.trustProxy)(request), agent)
      return cookies.write(names.session, token, sessionDays * 86_400)
    },
    close: async (): Promise<void> => {
      await (await library)?.close()
    },
  }
}
