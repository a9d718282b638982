import type { FastifyInstance } from 'fastify'
import { isUuid } from '#engine'
import type { Auth } from '../auth.ts'
import { text } from '../library/body.ts'
import { NoSuchWorkspace } from '../auth-errors.ts'
import { listSessions, moveSession, revokeSessions } from './sessions.ts'
import { signedIn } from './signed-in.ts'

/** Where somebody is signed in, and in which of her workspaces. */
export const sessionRoutes = (app: FastifyInstance, auth: Auth): void => {
  const { db } = auth.options

  app.get('/list-sessions', async (request) => ({ data: await listSessions(db, await signedIn(auth, request)) }))

  app.post('/revoke-session', async (request) => {
    const session = await signedIn(auth, request)
    const id = text(request, 'id')
    if (isUuid(id)) await revokeSessions(db, session, id)
    auth.forgetCredentials()
    return { ok: true }
  })

  app.post('/change-workspace', async (request, reply) => {
    const session = await signedIn(auth, request)
    const id = text(request, 'workspace')
    const moved = isUuid(id) ? await moveSession(db, session, id) : null
    if (!moved) throw NoSuchWorkspace()
    auth.forgetCredentials()
    const { token, secondsLeft, lasting } = moved
    reply.header('set-cookie', auth.cookies.write(auth.names.session, token, lasting ? secondsLeft : null))
    return { ok: true }
  })

  app.post('/revoke-other-sessions', async (request) => {
    await revokeSessions(db, await signedIn(auth, request))
    auth.forgetCredentials()
    return { ok: true }
  })
}
