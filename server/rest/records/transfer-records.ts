import * as z from 'zod'
import { type Context, defineError, Forbidden, mayDo, NotFoundRecord, type ObjectModel, runBatch, verbs } from '#engine'
import { list } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

const NotActive = defineError(
  'user.notActive',
  422,
  '接手的人必须是在用的另一位员工',
  'Whoever takes over has to be another, active user',
)

/** So many records change hands in one call. */
const atOnce = 500

const needUsers = (ctx: Context) => {
  if (!mayDo(ctx.actor, 'users'))
    throw Forbidden({ action: verbs.transfer, object: { 'zh-CN': '员工的记录', en: 'the records of people' } })
}

/** What people work with and somebody is responsible for. */
const ownedObjects = (ctx: Context): ObjectModel[] =>
  [...ctx.workspace.model.objects.values()].filter(
    ({ owned, def }) => owned && def.group !== undefined && def.group !== 'settings',
  )

const table = (ctx: Context, object: ObjectModel) => `"${ctx.workspace.schema}"."${object.name}"`

const countOf = async (ctx: Context, object: ObjectModel, user: string): Promise<number> => {
  const [row] = await ctx.session.query<{ count: number }>(
    `select count(*)::int as count from ${table(ctx, object)} where "owner" = $1 and "deletedAt" is null`,
    [user],
  )
  return row!.count
}

const mustBeThere = async (ctx: Context, user: string, active: boolean) => {
  const [found] = await ctx.session.query<{ active: boolean }>(
    `select active from "${ctx.workspace.schema}"."user" where id = $1 and "deletedAt" is null`,
    [user],
  )
  if (!found) throw NotFoundRecord({ object: ctx.object('user').label })
  if (active && !found.active) throw NotActive().at('to')
}

/** Records of somebody who leaves go to a colleague (移交), a few hundred with each call, each with its history. */
export const transferRoutes = [
  route({
    method: 'GET',
    path: '/users/{id}/records',
    summary: { 'zh-CN': '员工名下的记录数', en: 'How many records a user owns' },
    answer: list(z.looseObject({ object: z.string(), count: z.int() })),
    async handle({ ctx, params, request }) {
      needUsers(ctx)
      const user = z.uuid().parse(params['id'])
      await mustBeThere(ctx, user, false)
      const data = []
      for (const object of ownedObjects(ctx)) {
        const count = await countOf(ctx, object, user)
        if (count > 0) data.push({ object: object.name, label: object.label[languageOf(request)], count })
      }
      return { body: { data } }
    },
  }),
  route({
    method: 'POST',
    path: '/users/{id}/transfer',
    summary: {
      'zh-CN': '移交员工名下的记录;返回移交数与剩余数,剩余不为 0 时再次调用',
      en: 'Hand over a user’s records; call again while some are left',
    },
    body: z.strictObject({ to: z.uuid() }),
    answer: z.object({ moved: z.int(), failed: z.int(), left: z.int() }),
    async handle({ ctx, params, body }) {
      needUsers(ctx)
      const user = z.uuid().parse(params['id'])
      await mustBeThere(ctx, user, false)
      if (body.to === user) throw NotActive().at('to')
      await mustBeThere(ctx, body.to, true)
      const system = ctx.asSystem('移交离任员工的记录')
      let [moved, failed, left] = [0, 0, 0]
      for (const object of ownedObjects(ctx)) {
        const room = atOnce - moved - failed
        const ids = await ctx.session.query<{ id: string }>(
          `select id from ${table(ctx, object)} where "owner" = $1 and "deletedAt" is null order by "createdAt" desc, id desc limit ${Math.max(room, 0)}`,
          [user],
        )
        const items = ids.map(({ id }) => ({ op: 'update' as const, edit: { id, patch: { owner: body.to } } }))
        const results = items.length > 0 ? await runBatch(system, object, items, false) : []
        moved += results.filter((r) => r.status === 'updated').length
        failed += results.filter((r) => r.status === 'failed').length
        left += await countOf(ctx, object, user)
      }
      return { body: { moved, failed, left } }
    },
  }),
]
