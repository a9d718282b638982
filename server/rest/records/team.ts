import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import {
  type Context,
  Forbidden,
  isoTime,
  logTeamChange,
  type Member,
  NotFoundRecord,
  type ObjectModel,
  runGet,
  readBefore,
  type Session,
  checkVisible,
  verbs,
} from '#engine'
import { list, named } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { type Call, route } from '../route.ts'

/** Colleagues who work on one record beside its owner (协作人), each to read or to change it, for ever or until a day. */
const team = list(
  z.object({
    user: named,
    may: z.enum(['read', 'write']),
    until: z.iso.datetime().nullable(),
    addedBy: named.nullable(),
    addedAt: z.iso.datetime(),
  }),
)

export const teamRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/{id}/team',
    summary: { 'zh-CN': '协作人', en: 'Team members' },
    answer: team,
    async handle(call) {
      const { ctx, object, id } = await seen(call)
      return { body: { data: await members(ctx, object, id) } }
    },
  }),
  route({
    method: 'PUT',
    path: '/records/{object}/{id}/team/{user}',
    summary: { 'zh-CN': '添加或修改协作人', en: 'Add or change a team member' },
    body: z.strictObject({ may: z.enum(['read', 'write']), until: z.iso.datetime({ offset: true }).nullish() }),
    answer: team,
    async handle(call) {
      const { ctx, object, id } = await changeable(call)
      const user = call.params['user']!
      await checkVisible(ctx, 'user', user)
      await ctx.session.transaction(async (inside) => {
        const old = await memberOf(ctx, inside, id, user)
        await inside.query(
          `insert into ${table(ctx)} (object, record, "user", may, until, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (record, "user") do update set may = excluded.may, until = excluded.until`,
          [object.name, id, user, call.body.may, call.body.until ?? null, ctx.actor.id, ctx.now],
        )
        const made = await memberOf(ctx, inside, id, user)
        if (!isDeepStrictEqual(old, made)) await logTeamChange(ctx, inside, object, id, { old, new: made })
      })
      return { body: { data: await members(ctx, object, id) } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/records/{object}/{id}/team/{user}',
    summary: { 'zh-CN': '移除协作人', en: 'Remove a team member' },
    answer: team,
    async handle(call) {
      const { ctx, object, id } = await changeable(call)
      const user = z.uuid().parse(call.params['user'])
      await ctx.session.transaction(async (inside) => {
        const old = await memberOf(ctx, inside, id, user)
        if (!old) return
        await inside.query(`delete from ${table(ctx)} where record = $1 and "user" = $2`, [id, user])
        await logTeamChange(ctx, inside, object, id, { old, new: null })
      })
      return { body: { data: await members(ctx, object, id) } }
    },
  }),
]

const seen = async ({ ctx, params }: Call) => {
  const object = askedObject({ ctx, params })
  const id = params['id']!
  const [document] = await runGet(ctx, object, [id], { fields: ['id'] })
  if (!document) throw NotFoundRecord({ object: object.label })
  return { ctx, object, id }
}

/** Who may change a record may say who else works on it. */
const changeable = async (call: Call) => {
  const here = await seen(call)
  const before = (await readBefore(here.ctx, here.object, { ids: [here.id] })).records.get(here.id)
  if (!before?.may) throw Forbidden({ action: verbs.update, object: here.object.label })
  return here
}

const table = (ctx: Context) => `"${ctx.workspace.schema}".team_member`

/** Her place on the team, held until the end of the transaction. */
const memberOf = async (ctx: Context, session: Session, record: string, user: string): Promise<Member | null> => {
  const [found] = await session.query<Member>(
    `select m."user" as id, u.name, m.may, ${isoTime('m.until')} as until
     from ${table(ctx)} m left join "${ctx.workspace.schema}"."user" u on u.id = m."user"
     where m.record = $1 and m."user" = $2 for update of m`,
    [record, user],
  )
  return found ?? null
}

const members = (ctx: Context, object: ObjectModel, id: string) =>
  ctx.session.query(
    `select json_build_object('id', m."user", 'name', u.name) as "user", m.may,
       ${isoTime('m.until')} as until,
       case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as "addedBy",
       ${isoTime('m.added_at')} as "addedAt"
     from "${ctx.workspace.schema}".team_member m join "${ctx.workspace.schema}"."user" u on u.id = m."user"
       left join "${ctx.workspace.schema}"."user" a on a.id = m.added_by
     where m.object = $1 and m.record = $2 order by m.added_at, m."user" limit 200`,
    [object.name, id],
  )
