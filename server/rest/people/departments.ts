import * as z from 'zod'
import { type Context, defineError, Forbidden, mayDo, NotFoundRecord, verbs } from '#engine'
import { contentsOf, sharingRulesOn } from '../../departments/belonging.ts'
import { enqueueMove, moveOf } from '../../departments/move-job.ts'
import { namesOf } from '../../departments/names-of.ts'
import { anything, named } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

const MoveElsewhere = defineError('department.moveElsewhere', 422, '请选择另一个部门', 'Choose another department')
const BeingMoved = defineError(
  'department.beingMoved',
  409,
  '这个部门正在移走,请等它完成',
  'This department is being moved; wait until that is done',
)

const NoSuchMove = defineError(
  'department.noSuchMove',
  404,
  '没有这次移动,或者它结束已超过一周',
  'There is no such move, or it ended more than a week ago',
)

const needUsers = (ctx: Context) => {
  if (!mayDo(ctx.actor, 'users')) throw Forbidden({ action: verbs.transfer, object: ctx.object('department').label })
}

const mustBeThere = async (ctx: Context, department: string) => {
  const [found] = await ctx.session.query(
    `select 1 as one from "${ctx.workspace.schema}"."department" where id = $1 and "deletedAt" is null`,
    [department],
  )
  if (!found) throw NotFoundRecord({ object: ctx.object('department').label })
}

/** A department that is given up or becomes part of another: all that belongs to it moves at once. */
export const departmentRoutes = [
  route({
    method: 'GET',
    path: '/departments/{id}/contents',
    summary: {
      'zh-CN': '部门里有什么:员工、下级部门和记录各多少,哪些共享规则提到它',
      en: 'What a department holds: people, departments below it, records; sharing rules that name it',
    },
    answer: z.object({ data: z.array(anything), sharing: z.array(z.unknown()) }),
    async handle({ ctx, params, request }) {
      needUsers(ctx)
      const id = z.uuid().parse(params['id'])
      return {
        body: { data: await contentsOf(ctx, id, languageOf(request)), sharing: await sharingRulesOn(ctx, id) },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/departments/{id}/move',
    summary: {
      'zh-CN': '把部门里的员工、下级部门和记录全部移到另一个部门,在后台做;remove 为真时移完删除它。整个移动是一次改动',
      en: 'Move all people, departments and records of a department to another, behind the scenes; with remove it goes when it is empty. All of it is one change',
    },
    body: z.strictObject({ to: z.uuid(), remove: z.boolean().default(false) }),
    perMinute: 30,
    status: 202,
    answer: z.object({ id: z.string(), request: z.string() }),
    async handle({ ctx, params, body, services, credential }) {
      needUsers(ctx)
      const from = z.uuid().parse(params['id'])
      await mustBeThere(ctx, from)
      if (body.to === from) throw MoveElsewhere().at('to')
      await mustBeThere(ctx, body.to)
      const { request } = ctx.cause
      const who = { workspaceId: ctx.workspace.id, by: ctx.actor.id!, scopes: credential.scopes, request }
      const id = await enqueueMove(services, { ...who, from, ...body })
      if (!id) throw BeingMoved()
      return { status: 202, body: { id, request } }
    },
  }),
  route({
    method: 'GET',
    path: '/department-moves/{id}',
    summary: {
      'zh-CN': '自己发起的整个部门移动:到哪一步,移走多少;按 request 撤销',
      en: 'A move of everything of a department that one asked for: how far it is, what was moved; undone by its request',
    },
    answer: z.object({
      id: z.string(),
      request: z.string(),
      from: named,
      to: named,
      state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
      progress: z.object({ done: z.int(), total: z.int() }).nullable(),
      result: z.looseObject({ moved: z.int(), failed: z.int(), removed: z.boolean() }).nullable(),
    }),
    async handle({ ctx, params, services }) {
      needUsers(ctx)
      const id = params['id']!
      const move = await moveOf(services, id, { workspaceId: ctx.workspace.id, by: ctx.actor.id! })
      if (!move) throw NoSuchMove()
      const { state, progress, result, asked } = move
      const names = await namesOf(ctx.session, ctx.workspace.id, [asked.from, asked.to])
      const called = (department: string) => ({ id: department, name: names.get(department) ?? null })
      const [from, to] = [called(asked.from), called(asked.to)]
      return { body: { id, request: asked.request, from, to, state, progress, result } }
    },
  }),
]
