import * as z from 'zod'
import { isUuid, UnknownObject } from '#engine'
import { openLine, type Watch } from '#platform/realtime'
import { askedObject } from '../records/asked-object.ts'
import { canSee } from '../schema/meta.ts'
import { type Call, route } from '../route.ts'

/** `customer` is the list of customers, `customer:<id>` a record that is on the screen. */
const readWatch = (call: Call<{ watch: readonly string[]; after?: string | undefined }>): Watch => {
  const asked = call.query.watch.map((text) => {
    const [object = '', id] = text.split(':')
    const model = askedObject({ ctx: call.ctx, params: { object } })
    if (!canSee(call.ctx, model)) throw UnknownObject({ object })
    return { object: model.name, id }
  })
  const header = call.request.headers['last-event-id']
  return {
    lists: asked.filter((w) => w.id === undefined).map((w) => w.object),
    records: asked.flatMap(({ object, id }) => (isUuid(id) ? [{ object, id }] : [])),
    after: (typeof header === 'string' && header !== '' ? header : undefined) ?? call.query.after,
  }
}

const mostWatched = 200
const watch = z
  .string()
  .max(12_000)
  .transform((text) => text.split(',').filter(Boolean))
  .refine((list) => list.length > 0 && list.length <= mostWatched, `1–${mostWatched}`)

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/events',
    summary: { 'zh-CN': '实时变化(server-sent events)', en: 'Live changes (server-sent events)' },
    query: z.strictObject({ watch, after: z.string().max(500).optional() }),
    answers: 'events',
    async handle(call) {
      const { ctx, credential, services, request } = call
      // A page of another site could open streams with our cookie: it may not read them, but it could use them up.
      if (credential.kind === 'session') services.auth.requireSameOrigin('EVENTS', request.headers)
      const watch = readWatch(call)
      services.realtime.admit(credential)
      return {
        events(response) {
          const line = openLine(response)
          let closed = false
          let leave = () => {
            closed = true
          }
          response.on('close', () => leave())
          services.realtime
            .join(credential, ctx, watch, line)
            .then((joined) => {
              leave = joined
              if (closed) joined()
            })
            .catch((error: unknown) => {
              services.log.warn({ err: error }, 'realtime: could not join')
              line.end()
            })
        },
      }
    },
  }),
]
