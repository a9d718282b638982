import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { atLeast } from './at-least.ts'
import type { Auth } from '../auth.ts'
import { text } from '../library/body.ts'
import { callLibrary } from '../library/call-library.ts'
import { endSession } from './sessions.ts'

/** Signing in with a password, and out. */
export const signInRoutes = (app: FastifyInstance, auth: Auth): void => {
  app.post('/sign-in/email', (request, reply) => atLeast(auth.refusalMs, () => signIn(auth, request, reply)))

  app.post('/sign-out', async (request, reply) => {
    const token = auth.cookies.read(request.headers.cookie, auth.names.session)
    if (token) await endSession(auth.options.db, token)
    auth.forgetCredentials()
    reply.header('set-cookie', auth.cookies.write(auth.names.session, '', 0))
    return { ok: true }
  })
}

const signIn = async (auth: Auth, request: FastifyRequest, reply: FastifyReply) => {
  const email = text(request, 'email').trim()
  const { cookie } = request.headers
  const account = auth.throttle.accountKey(email, cookie)
  const attempt = auth.throttle.attempt('sign-in', auth.address(request), account)
  await attempt.begin()
  const rememberMe = (request.body as { rememberMe?: unknown } | undefined)?.rememberMe
  const answer = await callLibrary(auth, request, reply, '/sign-in/email', {
    email,
    password: text(request, 'password'),
    rememberMe: rememberMe !== false,
  })
  await attempt.succeed()

  // The session that came along is over: whoever planted it would be let in with its owner.
  const old = auth.cookies.read(cookie, auth.names.session)
  if (old) await endSession(auth.options.db, old)
  auth.forgetCredentials()
  if (!account.startsWith('device.')) reply.header('set-cookie', auth.throttle.deviceCookie(email))
  return { secondFactor: answer['twoFactorRedirect'] === true }
}
