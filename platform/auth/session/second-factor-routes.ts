import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { takeOnce } from './attempts.ts'
import { atLeast } from './at-least.ts'
import type { Auth } from '../auth.ts'
import { SecondFactorLocked, WrongCode } from '../auth-errors.ts'
import { text } from '../library/body.ts'
import { callLibrary } from '../library/call-library.ts'
import { challengedLogin } from './verification.ts'
import { signedIn } from './signed-in.ts'

/** Turning the second step on and off, its backup codes, and the step itself. */
export const secondFactorRoutes = (app: FastifyInstance, auth: Auth): void => {
  app.get('/two-factor/status', async (request) => {
    const { loginId } = await signedIn(auth, request)
    const sql = 'select "twoFactorEnabled" is true "enabled" from auth."user" where id = $1'
    const [login] = await auth.options.db.query<{ enabled: boolean }>(sql, [loginId])
    return { enabled: login?.enabled === true }
  })
  for (const path of ['/two-factor/enable', '/two-factor/disable', '/two-factor/generate-backup-codes']) {
    app.post(path, (request, reply) => withPassword(auth, request, reply, path))
  }
  for (const path of ['/two-factor/verify-totp', '/two-factor/verify-backup-code']) {
    app.post(path, (request, reply) => atLeast(auth.refusalMs, () => withCode(auth, request, reply, path)))
  }
}

/** Turning the second factor on or off asks for the password again: a session left open is not enough. */
const withPassword = async (auth: Auth, request: FastifyRequest, reply: FastifyReply, path: string) => {
  const { loginId } = await signedIn(auth, request)
  if (path === '/two-factor/generate-backup-codes') await refuseIfLocked(auth, loginId)
  const attempt = auth.throttle.attempt('password', auth.address(request), loginId)
  await attempt.begin()
  const answer = await callLibrary(auth, request, reply, path, { password: text(request, 'password') })
  await attempt.succeed()
  auth.forgetCredentials()
  return { ok: true, totpUri: answer['totpURI'], backupCodes: answer['backupCodes'] }
}

const withCode = async (auth: Auth, request: FastifyRequest, reply: FastifyReply, path: string) => {
  const { db } = auth.options
  const challenge = auth.cookies.read(request.headers.cookie, auth.names.secondFactor)
  const loginId = (challenge && (await challengedLogin(db, challenge))) ?? (await signedIn(auth, request)).loginId
  await refuseIfLocked(auth, loginId)
  const attempt = auth.throttle.attempt('second-factor', auth.address(request), loginId)
  await attempt.begin()
  const code = text(request, 'code').trim()
  // A code seen over a shoulder is worth nothing once its owner used it.
  if (!(await takeOnce(db, `code:${loginId}:${code.slice(0, 32)}`, 120))) throw WrongCode()
  await callLibrary(auth, request, reply, path, { code })
  await attempt.succeed()
  auth.forgetCredentials()
  return { ok: true }
}

/** Another secret than that of the enrolment opens nothing: no code is right then, and new backup codes would be lost later. */
const refuseIfLocked = async (auth: Auth, loginId: string): Promise<void> => {
  const sql = 'select secret from auth."twoFactor" where "userId" = $1'
  const [kept] = await auth.options.db.query<{ secret: string }>(sql, [loginId])
  if (kept && !(await (await auth.library()).opens(kept.secret))) throw SecondFactorLocked()
}
