import type { FastifyInstance } from 'fastify'
import { isUuid } from '#engine'
import type { Auth } from './auth.ts'
import { text } from './body.ts'
import { listSessions, revokeSessions } from './sessions.ts'
import { signedIn } from './signed-in.ts'

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

  app.post('/revoke-other-sessions', async (request) => {
    await revokeSessions(db, await signedIn(auth, request))
    auth.forgetCredentials()
    return { ok: true }
  })
}
