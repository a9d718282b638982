import * as z from 'zod'
import { type Context, defineError, Forbidden, mayDo, NotFoundRecord, verbs } from '#engine'
import { contentsOf, sharingRulesOn } from '../../departments/belonging.ts'
import { enqueueMove, moveJob } from '../../departments/move-job.ts'
import { anything } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

const MoveElsewhere = defineError('department.moveElsewhere', 422, '请选择另一个部门', 'Choose another department')
const BeingMoved = defineError(
  'department.beingMoved',
  409,
  '这个部门正在移走,请等它完成',
  'This department is being moved; wait until that is done',
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
      'zh-CN': '部门里有什么:员工、下级部门和记录各多少,哪些共享规则提到它;移走到哪一步',
      en: 'What a department holds: people, departments below it, records; sharing rules that name it; how far a move is',
    },
    query: z.strictObject({ job: z.string().max(120).optional() }),
    answer: z.object({ data: z.array(anything), sharing: z.array(z.unknown()), job: anything.nullable() }),
    async handle({ ctx, params, query, services, request }) {
      needUsers(ctx)
      const id = z.uuid().parse(params['id'])
      const job = query.job?.startsWith(moveJob) ? await services.jobs.status(query.job) : null
      return {
        body: {
          data: await contentsOf(ctx, id, languageOf(request)),
          sharing: await sharingRulesOn(ctx, id),
          job: job && { state: job.state, progress: job.progress, result: job.result },
        },
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
    answer: z.object({ job: z.string(), request: z.string() }),
    async handle({ ctx, params, body, services, credential }) {
      needUsers(ctx)
      const from = z.uuid().parse(params['id'])
      await mustBeThere(ctx, from)
      if (body.to === from) throw MoveElsewhere().at('to')
      await mustBeThere(ctx, body.to)
      const { request } = ctx.cause
      const who = { workspaceId: ctx.workspace.id, by: ctx.actor.id!, scopes: credential.scopes, request }
      const job = await enqueueMove(services, { ...who, from, ...body })
      if (!job) throw BeingMoved()
      return { status: 202, body: { job, request } }
    },
  }),
]
