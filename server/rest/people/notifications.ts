import * as z from 'zod'
import { checkVisible, Context, loadActor, NotFoundRecord, runGet, runList, sightOf, updateRecords } from '#engine'
import {
  changePreferences,
  changeQuietHours,
  describe,
  type Kept,
  readPreferences,
  quietHoursOf,
} from '#modules/messages'
import { anything, list, page } from '../answers.ts'
import { askedObject } from '../records/asked-object.ts'
import { languageOf } from '../problem.ts'
import { checkedHours, quietHoursChange } from './quiet-hours.ts'
import { flagParameter, route } from '../route.ts'

const channels = z.strictObject({ inApp: z.boolean().optional(), mail: z.boolean().optional() })
const kinds = ['mention', 'assignment', 'request', 'reminder', 'job', 'system'] as const

/** How many the reader has not read; counted to a thousand, since nobody tells 1,000 from 1,001. */
export const unreadOf = async (ctx: Context): Promise<number> => {
  const [row] = await ctx.session.query<{ count: number }>(
    `select count(*)::int as count from (select from "${ctx.workspace.schema}".notification
     where owner = $1 and "inApp" and "readAt" is null and "deletedAt" is null limit 1000) unread`,
    [ctx.actor.id],
  )
  return row!.count
}

export const notificationRoutes = [
  route({
    method: 'GET',
    path: '/notifications',
    summary: { 'zh-CN': '我的通知,新的在前', en: 'My notifications, newest first' },
    query: z.strictObject({
      unread: flagParameter.optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
      cursor: z.string().max(4_000).optional(),
    }),
    answer: page(z.looseObject({ id: z.string(), kind: z.string() })).extend({ unread: z.int() }),
    async handle({ ctx, query, request }) {
      const page = await runList(ctx, ctx.object('notification'), {
        filter: { owner: ctx.actor.id, inApp: true, ...(query.unread ? { readAt: null } : {}) },
        fields: ['kind', 'createdAt', 'readAt', 'from.name', 'object', 'record', 'count', 'text'],
        limit: query.limit ?? 20,
        ...(query.cursor ? { cursor: query.cursor } : {}),
      })
      const rows = page.documents.map((d) => JSON.parse(d) as Kept)
      return {
        body: { data: await describe(ctx, rows, languageOf(request)), next: page.next, unread: await unreadOf(ctx) },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/notifications/read',
    summary: {
      'zh-CN': '标为已读:指定的,或到某一时间为止的全部',
      en: 'Mark as read: those named, or all up to a time',
    },
    body: z.union([
      z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
      z.strictObject({ before: z.iso.datetime({ offset: true }) }),
    ]),
    answer: z.object({ read: z.int(), unread: z.int() }),
    async handle({ ctx, body }) {
      const filter = {
        owner: ctx.actor.id,
        readAt: null,
        ...('ids' in body ? { id: { in: body.ids } } : { createdAt: { lte: body.before } }),
      }
      const object = ctx.object('notification')
      let read = 0
      for (;;) {
        const page = await runList(ctx, object, { filter, fields: ['id'], limit: 200 })
        const edits = page.documents.map((d) => ({
          id: (JSON.parse(d) as { id: string }).id,
          patch: { readAt: ctx.now },
        }))
        if (edits.length > 0) await updateRecords(ctx, object, edits, { trust: 'outside' })
        read += edits.length
        if (page.next === null) break
      }
      return { body: { read, unread: await unreadOf(ctx) } }
    },
  }),
  route({
    method: 'GET',
    path: '/notifications/preferences',
    summary: {
      'zh-CN': '我的通知偏好:事由 × 渠道,以及免打扰时段',
      en: 'My notification preferences: kind × channel, and quiet hours',
    },
    answer: z.object({ preferences: anything, quietHours: anything, mailAvailable: z.boolean() }),
    async handle({ ctx, services }) {
      const { session, workspace, actor } = ctx
      const preferences = (await readPreferences(session, workspace.schema, [actor.id])).get(actor.id)
      const quiet = await quietHoursOf(ctx, actor.id)
      return { body: { preferences, quietHours: quiet, mailAvailable: services.config.mail !== null } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/notifications/preferences',
    summary: { 'zh-CN': '修改我的通知偏好', en: 'Change my notification preferences' },
    body: z.strictObject({
      ...(Object.fromEntries(kinds.map((kind) => [kind, channels.optional()])) as Record<
        (typeof kinds)[number],
        z.ZodOptional<typeof channels>
      >),
      quietHours: quietHoursChange.optional(),
    }),
    answer: z.object({ preferences: anything, quietHours: anything }),
    async handle({ ctx, body }) {
      const { quietHours, ...change } = body
      const hours = quietHours && checkedHours(quietHours)
      const { session, workspace, actor } = ctx
      const preferences = await changePreferences(
        session,
        workspace.schema,
        actor.id,
        change as Parameters<typeof changePreferences>[3],
      )
      const quiet = hours ? await changeQuietHours(ctx, actor.id, hours) : await quietHoursOf(ctx, actor.id)
      return { body: { preferences, quietHours: quiet } }
    },
  }),
  route({
    method: 'POST',
    path: '/records/{object}/{id}/who-sees',
    asksOnly: true,
    summary: {
      'zh-CN': '这些同事能看到这条记录吗(@提及之前问)',
      en: 'Which of these colleagues see the record; asked before mentioning them',
    },
    body: z.strictObject({ users: z.array(z.uuid()).min(1).max(50) }),
    answer: list(z.object({ id: z.string(), sees: z.boolean() })),
    async handle(call) {
      const { ctx, params, body } = call
      const object = askedObject(call)
      const [seen] = await runGet(ctx, object, [params['id']!], { fields: ['id'] })
      if (!seen) throw NotFoundRecord({ object: object.label })
      const data: { id: string; sees: boolean }[] = []
      for (const id of new Set(body.users)) {
        await checkVisible(ctx, 'user', id)
        const actor = await loadActor(ctx.session, ctx.workspace.schema, ctx.workspace.model, id)
        const theirs = actor && (await sightOf(new Context(ctx.ground, actor, {}, ctx.now), object, params['id']!))
        data.push({ id, sees: theirs ? !theirs.deleted : false })
      }
      return { body: { data } }
    },
  }),
]
