import { APIError, createAuthMiddleware } from 'better-auth/api'
import { betterAuth } from 'better-auth'
import { symmetricDecrypt } from 'better-auth/crypto'
import { twoFactor } from 'better-auth/plugins'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { lastChosenWorkspace } from '#platform/control'
import type { AuthOptions } from './auth-options.ts'
import { cookieNames, isHttps } from '../credential/cookie-names.ts'
import { addressHeader, libraryOrigin } from './library-address.ts'
import { hashPassword, verifyPassword } from '../password/password-hash.ts'
import { sessionDays } from '../session/sessions.ts'

/** Sends the mail with the link that lets its reader choose a new password. */
export type SendReset = (to: string, token: string) => Promise<void>

/**
 * better-auth, with everything off that we do not use. It is loaded on the first sign-in: it costs 60 MB and a quarter
 * of a second, and resolving credentials does without it.
 */
export const openBetterAuth = (options: AuthOptions, sendReset: SendReset | undefined) => {
  const secure = isHttps(options.publicUrl)
  const { prefix, session } = cookieNames(secure)
  const pool = new pg.Pool({ connectionString: options.url, max: 4, idleTimeoutMillis: 60_000 })
  pool.on('error', () => {}) // A backend that dies idle must not take the process with it.

  const library = betterAuth({
    appName: '知客',
    baseURL: libraryOrigin,
    basePath: '/api/auth',
    // `secrets` and not `secret`: the latter gives way to an environment variable that nobody here knows of.
    secrets: [{ version: 1, value: options.secret }],
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres', schemaName: 'auth', transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => options.log?.warn({ level }, `auth: ${message}`) },
    // Ours counts by account and device as well as by address: throttle.ts.
    rateLimit: { enabled: false },
    user: { additionalFields: { disabled: { type: 'boolean', required: false, input: false, returned: false } } },
    session: {
      additionalFields: { workspace: { type: 'string', required: false, input: false, returned: false } },
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      // checkPassword is the policy; these only bound what is hashed.
      minPasswordLength: 1,
      maxPasswordLength: 1024,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(password, hash) },
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      ...(sendReset && {
        sendResetPassword: async ({ user, token }) => {
          if (!(user as { disabled?: boolean | null }).disabled) await sendReset(user.email, token)
        },
      }),
    },
    // A copy of the database holds no link that works.
    verification: { storeIdentifier: 'hashed' },
    plugins: [twoFactor({ issuer: '知客' })],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const { db } = options
            const disabled = await db.query('select from auth."user" where id = $1 and disabled', [session.userId])
            if (disabled.length > 0) throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD' })
            return { data: { ...session, workspace: await lastChosenWorkspace(db, session.userId) } }
          },
        },
      },
    },
    hooks: {
      // Whoever changes the password wants the others out.
      before: createAuthMiddleware(async (ctx) =>
        ctx.path === '/change-password' ? { context: { body: { ...ctx.body, revokeOtherSessions: true } } } : undefined,
      ),
    },
    advanced: {
      cookiePrefix: prefix,
      cookies: { session_token: { name: session } },
      useSecureCookies: false, // Would put `__Secure-` before our `__Host-`.
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // The library switches its checks off when it believes to be under test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid', joins: true, validateSchema: false },
      backgroundTasks: {
        handler: (task) =>
          void task.catch((error: unknown) => options.log?.warn({ err: error }, 'auth: mail not sent')),
      },
    },
  })
  /** Was this encrypted with the secret that we have? */
  const opens = async (sealed: string): Promise<boolean> => {
    const { secretConfig } = await library.$context
    return symmetricDecrypt({ key: secretConfig, data: sealed }).then(
      () => true,
      () => false,
    )
  }
  return { handle: library.handler, opens, options: library.options, close: () => pool.end() }
}

export type BetterAuth = ReturnType<typeof openBetterAuth>
