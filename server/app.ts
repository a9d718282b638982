import { existsSync } from 'node:fs'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { registerAuth } from '#platform/auth'
import { requestId } from '#platform/log'
import { finishRequests } from './finish-requests.ts'
import { hangUpOnSilent } from './hang-up.ts'
import { registerOps } from './ops.ts'
import { registerDocs } from './rest/integration/docs.ts'
import { openApiRoutes } from './rest/integration/openapi.ts'
import { NoSuchRoute, sendProblem } from './rest/problem.ts'
import { registerRoutes } from './rest/register.ts'
import { routes } from './rest/routes.ts'
import { securityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'
import { whoAsks } from './who-asks.ts'

const web = new URL('../dist/web/', import.meta.url).pathname

/**
 * Whom a limit counts: the person where that is known, so that an office behind one address is not one caller; otherwise the
 * address. Never what the request merely says of itself: an invented cookie would be a fresh counter.
 */
const callerOf = async ({ auth }: Services, request: FastifyRequest): Promise<string> => {
  const shows = request.headers.authorization ?? request.headers.cookie
  const credential =
    shows && request.url.startsWith('/api/') ? await whoAsks({ auth }, request).catch(() => null) : null
  return credential ? `${credential.workspaceId} ${credential.userId}` : auth.address(request)
}

/** The HTTP server: API, sign-in, probes and the web, with the headers and limits that all of them share. */
export const createApp = async (services: Services): Promise<FastifyInstance> => {
  const { config, log } = services
  const app = Fastify({
    loggerInstance: log as never,
    genReqId: (request) => requestId(request.headers['x-request-id'] as string | undefined),
    // What a request was about is in the metrics and the change log; a line per request would only repeat it.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    // A large file over a slow line takes minutes; headers may not.
    requestTimeout: 300_000,
    trustProxy: false,
    forceCloseConnections: 'idle',
    routerOptions: {
      maxParamLength: 200,
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
    },
  }) as unknown as FastifyInstance
  // Bodies are JSON, whatever a form on another site would like to send.
  app.removeContentTypeParser('text/plain')
  // Told to stop: an answer under way goes out and takes its connection along, or its client would hold us up for a minute.
  let stopping = false
  app.addHook('preClose', async () => void (stopping = true))
  app.addHook('onSend', (_, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close')
    done(null, payload)
  })
  finishRequests(app)
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/+(api|healthz|readyz|metrics|version)([/;]|$)/i.test(request.url) &&
      !/\.\w+$/.test(request.url.split('?')[0]!)
    if (isPage && existsSync(`${web}index.html`))
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(request, reply, NoSuchRoute())
  })

  const always = securityHeaders(config.publicUrl?.startsWith('https:') === true)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(always)
    // The number to quote, also of what went well: the log lines of the request carry it.
    reply.header('x-request-id', request.id)
    done()
  })
  await app.register(rateLimit, {
    global: true,
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => callerOf(services, request),
    allowList: (request) => /^\/(healthz|readyz)$/.test(request.url),
  })
  await app.register(compress, {
    global: true,
    threshold: 2_048,
    encodings: ['br', 'gzip'],
    customTypes: /^(text\/|application\/(json|problem\+json|javascript|manifest))/,
  })
  if (existsSync(web))
    await app.register(fastifyStatic, {
      root: web,
      wildcard: true,
      index: ['index.html'],
      cacheControl: false,
      setHeaders: (response, path) => {
        response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })

  hangUpOnSilent(app)
  // Streams never end by themselves: their readers are sent away before the server waits for its last answers.
  app.addHook('preClose', () => services.realtime.close())

  registerOps(app, services)
  registerAuth(app, services.auth)
  registerDocs(app, services)
  registerRoutes(app, services, [...routes, ...openApiRoutes])
  return app
}
