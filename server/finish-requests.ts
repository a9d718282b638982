import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A request gets this long to end after its client has gone. */
const patienceMs = 10_000

/**
 * Lets the server stop only when its requests have ended. Fastify waits for answers; a request whose client has hung up owes
 * none and works on, and would find the database closed under it. To be registered before all other hooks and routes.
 */
export const finishRequests = (app: FastifyInstance, patience = patienceMs): void => {
  const open = new Set<FastifyRequest>()
  const handled = new WeakSet<FastifyRequest>()
  let empty = () => {}
  const close = (request: FastifyRequest) => {
    open.delete(request)
    if (open.size === 0) empty()
  }
  app.addHook('onRequest', (request, _, done) => {
    open.add(request)
    done()
  })
  // What a hook refuses, or no route takes, ends with its answer, whether anybody is there to read it or not.
  app.addHook('onSend', (request, _, payload, done) => {
    if (!handled.has(request)) close(request)
    done(null, payload)
  })
  app.addHook('onRoute', (route) => {
    const { handler } = route
    route.handler = function (request, reply) {
      const answer: unknown = handler.call(this, request, reply)
      if (answer instanceof Promise) {
        handled.add(request)
        const end = () => close(request)
        answer.then(end, end)
      }
      return answer
    }
  })
  app.addHook('onClose', async () => {
    const ended = new Promise<boolean>((resolve) => {
      empty = () => resolve(true)
      if (open.size === 0) empty()
    })
    if (!(await Promise.race([ended, wait(patience, false, { ref: false })])))
      app.log.warn({ requests: open.size }, 'stopped while requests were under way whose clients had gone')
  })
}
