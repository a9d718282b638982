import type { FastifyRequest } from 'fastify'
import type { Auth } from '../auth.ts'
import { AuthRequired } from '../auth-errors.ts'
import { type LiveSession, liveSession } from './sessions.ts'

/** The session of a request, straight from the database; throws AuthRequired. */
export const signedIn = async (auth: Auth, request: FastifyRequest): Promise<LiveSession> => {
  const token = auth.cookies.read(request.headers.cookie, auth.names.session)
  const session = token && (await liveSession(auth.options.db, token))
  if (!session) throw AuthRequired()
  return session
}
