import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Auth } from '../auth.ts'
import { addressHeader, libraryOrigin } from './library-address.ts'
import { libraryError } from './library-error.ts'

/**
 * Hands a request to better-auth: only the body we checked, the cookies, the browser's name and the address we
 * determined ourselves. Its cookies go onto our reply, its refusals are thrown in our words.
 */
export const callLibrary = async (
  auth: Auth,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> => {
  const headers = new Headers({
    'content-type': 'application/json',
    origin: libraryOrigin,
    'user-agent': (request.headers['user-agent'] ?? '').slice(0, 500),
    [addressHeader]: auth.address(request),
  })
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie)
  const { handle } = await auth.library()
  const response = await handle(
    new Request(`${libraryOrigin}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  )
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (response.status >= 500) throw new Error(`better-auth failed at ${path}`)
  if (!response.ok) throw libraryError(response.status, answer['code'])
  return answer
}
