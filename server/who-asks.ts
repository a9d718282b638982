import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Credential } from '#platform/auth'
import type { Services } from './services.ts'

const found = new WeakMap<IncomingMessage, Promise<Credential | null>>()

/** Who sent a request: read from its cookie or key once, though the limit of requests and the route both ask. */
export const whoAsks = ({ auth }: Pick<Services, 'auth'>, request: FastifyRequest): Promise<Credential | null> => {
  const known = found.get(request.raw) ?? auth.resolveCredential(request.headers)
  found.set(request.raw, known)
  return known
}
