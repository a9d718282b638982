import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AuthRequired } from '#platform/auth'
import type { Services } from '../services.ts'
import { DiskFull } from '../watch-disk.ts'
import { whoAsks } from '../who-asks.ts'
import { checkDepth } from './json-depth.ts'
import { refuse } from './refusals.ts'
import type { Answer, Call, Route } from './route.ts'
import { requireSameWorkspace } from './same-workspace.ts'
import { AppError } from '#engine'

const nothing = z.strictObject({})

/** Puts the declared routes onto the server: who asks, the form of what is asked, then the handler. */
export const registerRoutes = (app: FastifyInstance, services: Services, routes: readonly Route[]): void => {
  addRoutes(
    app,
    services,
    routes.filter((r) => !r.takesBytes),
  )
  // Only here is a body handed on as it comes; everywhere else it is JSON of limited size.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(bytes, (_, body, done) => done(null, body))
    addRoutes(
      scope,
      services,
      routes.filter((r) => r.takesBytes),
    )
  })
}

const bytes = 'application/octet-stream'

const addRoutes = (app: FastifyInstance, services: Services, routes: readonly Route[]): void => {
  for (const declared of routes) {
    const query = declared.query ?? nothing
    app.route({
      method: declared.method,
      url: `/api/v1${declared.path.replace(/\{(\w+)\}/g, ':$1')}`,
      ...(declared.bodyLimit ? { bodyLimit: declared.bodyLimit } : {}),
      ...(declared.perMinute ? { config: { rateLimit: { max: declared.perMinute, timeWindow: 60_000 } } } : {}),
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store, private')
        const call = await open(services, declared, request, query)
        const answer = await declared.handle({ ...call, reply } as Call).catch((error: unknown) => {
          if (error instanceof AppError && error.status === 403 && call.ctx) refuse(services, call.ctx, request, error)
          throw error
        })
        return send(reply, answer)
      },
    })
  }
}

const open = async (services: Services, declared: Route, request: FastifyRequest, query: z.ZodType) => {
  const { auth, workspaces, disk } = services
  const credential = await whoAsks(services, request)
  if (credential?.kind !== 'apiKey')
    auth.requireSameOrigin(request.method, request.headers, declared.takesBytes ? bytes : undefined)
  const via = credential?.kind === 'apiKey' ? 'api' : 'ui'
  const ctx = credential && (await workspaces.enter(credential, { via }))
  if (!ctx && !declared.open) throw AuthRequired()
  requireSameWorkspace(request, ctx)
  if (declared.method !== 'GET' && !declared.asksOnly && disk.full()) throw DiskFull().with({ retryAfter: 30 })
  if (!declared.takesBytes) checkDepth(request.body)
  return {
    ctx: ctx!,
    credential: credential!,
    params: request.params as Record<string, string>,
    query: query.parse(request.query),
    body: declared.takesBytes ? request.body : declared.body?.parse(request.body),
    request,
    services,
  }
}

const send = (reply: Call['reply'], { status, body, headers, events }: Answer) => {
  if (events) {
    reply.hijack()
    // Proxies must hand every event on at once. A stream is the last on its connection: an idle one would keep a server that
    // stops from stopping.
    const stream = {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      connection: 'close',
    }
    reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...stream })
    return events(reply.raw)
  }
  if (status) reply.code(status)
  if (headers) reply.headers(headers)
  if (body === undefined) return reply.code(status ?? 204).send()
  if (body instanceof Readable) return reply.send(body)
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json; charset=utf-8')
  return reply.send(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Names the request for idempotency: the same words, the same fingerprint. */
export const fingerprintOf = (request: FastifyRequest): readonly unknown[] => [
  request.method,
  request.url,
  createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest('base64url'),
]
