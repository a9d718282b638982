import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { atLeast } from '../session/at-least.ts'
import type { Auth } from '../auth.ts'
import { ResetLinkInvalid, ResetUnavailable } from '../auth-errors.ts'
import { text } from '../library/body.ts'
import { callLibrary } from '../library/call-library.ts'
import { emailOf } from '../session/logins.ts'
import { checkPassword } from './password-policy.ts'
import { resetTarget } from '../session/verification.ts'
import { signedIn } from '../session/signed-in.ts'

/** Mails and links cost others something, so that these are counted whether they succeed or not. */
const resetLimits = { account: 5, address: 20 }

/** Changing a password, and choosing a new one for one that was forgotten. */
export const passwordRoutes = (app: FastifyInstance, auth: Auth): void => {
  app.post('/change-password', (request, reply) => changePassword(auth, request, reply))
  app.post('/request-password-reset', (request, reply) =>
    atLeast(auth.refusalMs, () => requestReset(auth, request, reply), true),
  )
  app.post('/reset-password', (request, reply) => atLeast(auth.refusalMs, () => reset(auth, request, reply)))
}

const changePassword = async (auth: Auth, request: FastifyRequest, reply: FastifyReply) => {
  const { loginId } = await signedIn(auth, request)
  const attempt = auth.throttle.attempt('password', auth.address(request), loginId)
  await attempt.begin()
  const newPassword = text(request, 'newPassword')
  const problem = checkPassword(newPassword, (await emailOf(auth.options.db, loginId)) ?? '')
  if (problem) throw problem.at('newPassword')
  const currentPassword = text(request, 'currentPassword')
  await callLibrary(auth, request, reply, '/change-password', { currentPassword, newPassword })
  await attempt.succeed()
  auth.forgetCredentials()
  return { ok: true }
}

const requestReset = async (auth: Auth, request: FastifyRequest, reply: FastifyReply) => {
  if (!auth.options.sendMail || !auth.options.publicUrl) throw ResetUnavailable()
  const email = text(request, 'email').trim()
  const account = auth.throttle.accountKey(email, undefined)
  await auth.throttle.attempt('reset', auth.address(request), account, resetLimits).begin()
  // What the library thinks of the address is nobody's business.
  await callLibrary(auth, request, reply, '/request-password-reset', { email }).catch(() => {})
  return { ok: true }
}

const reset = async (auth: Auth, request: FastifyRequest, reply: FastifyReply) => {
  const token = text(request, 'token')
  await auth.throttle.attempt('reset-link', auth.address(request), token.slice(0, 64), resetLimits).begin()
  const email = await resetTarget(auth.options.db, token)
  if (email === null) throw ResetLinkInvalid()
  const newPassword = text(request, 'newPassword')
  const problem = checkPassword(newPassword, email)
  if (problem) throw problem.at('newPassword')
  await callLibrary(auth, request, reply, '/reset-password', { token, newPassword })
  auth.forgetCredentials()
  return { ok: true }
}
