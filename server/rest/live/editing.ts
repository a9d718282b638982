import * as z from 'zod'
import { Forbidden, NotFoundRecord, readBefore, runGet, verbs } from '#engine'
import type { Place } from '#platform/realtime'
import { askedObject } from '../records/asked-object.ts'
import { type Call, route } from '../route.ts'

const place = z.strictObject({ object: z.string().max(63), id: z.uuid() })

const placeOf = ({ ctx, credential }: Call, object: string, record: string): Place => {
  // A place belongs to somebody at a screen; a program has none.
  if (credential.kind !== 'session')
    throw Forbidden({ action: verbs.update, object: { 'zh-CN': '正在编辑', en: 'who is editing' } })
  return { workspaceId: ctx.workspace.id, session: credential.id, user: ctx.actor.id, object, record }
}

/** Where somebody is editing: what colleagues see as “so-and-so is editing”. */
export const editingRoutes = [
  route({
    method: 'PUT',
    path: '/me/editing',
    asksOnly: true,
    // Opening and leaving as fast as hands can, with a renewal every few seconds.
    perMinute: 120,
    summary: {
      'zh-CN': '我正在编辑这条记录(每隔几秒续一次,不续即失效;每个会话只有一处)',
      en: 'I am editing this record (renewed every few seconds or forgotten; one place for each session)',
    },
    body: place.extend({ renew: z.boolean().optional() }),
    answer: z.object({ held: z.boolean() }),
    async handle(call) {
      const { ctx, body, services } = call
      const object = askedObject({ ctx, params: { object: body.object } })
      const mine = placeOf(call, object.name, body.id)
      const [seen] = await runGet(ctx, object, [body.id], { fields: ['id'] })
      if (!seen) throw NotFoundRecord({ object: object.label })
      const before = (await readBefore(ctx, object, { ids: [body.id] })).records.get(body.id)
      if (!before?.may) throw Forbidden({ action: verbs.update, object: object.label })
      return { body: { held: await services.realtime.editing.take(mine, body.renew ?? false) } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/me/editing',
    asksOnly: true,
    perMinute: 120,
    summary: { 'zh-CN': '我不再编辑这条记录', en: 'I am not editing this record any more' },
    query: place,
    status: 204,
    async handle(call) {
      const { query, services } = call
      await services.realtime.editing.leave(placeOf(call, query.object, query.id))
      return {}
    },
  }),
]
