import { readFileSync } from 'node:fs'
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { backupGauges } from './backup/backup-gauges.ts'
import type { Services } from './services.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** What operators ask: does the process live, can it serve, how does it do, which version is it. */
export const registerOps = (app: FastifyInstance, { config, database }: Services): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'zhike_http_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  for (const gauge of backupGauges(database, config)) registry.registerMetric(gauge)
  app.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    done()
  })

  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    try {
      await database.query('select 1')
      return { ok: true }
    } catch {
      return reply.code(503).header('retry-after', '2').send({ ok: false, database: false })
    }
  })
  app.get('/version', async () => ({ name: 'zhike', version }))
  app.get('/metrics', async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const allowed = config.metricsToken
      ? equal(given, config.metricsToken)
      : isLocal(request.socket.remoteAddress) && !request.headers['x-forwarded-for']
    if (!allowed) return reply.code(404).send()
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

const isLocal = (address: string | undefined) => /^(127\.|::1$|::ffff:127\.)/.test(address ?? '')

const equal = (given: string | undefined, wanted: string) => {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
