import * as z from 'zod'
import {
  bulkFailures,
  bulkPart,
  type BulkChange,
  Context,
  createBulkChange,
  isUuid,
  type Language,
  myBulkChange,
  NoSuchBulkChange,
  stopBulkChange,
  workOnBulk,
} from '#engine'
import { anything, list } from '../answers.ts'
import { enqueueBulk } from '../../bulk-job.ts'
import { askedObject } from './asked-object.ts'
import { meantIds, meantRecords, NotBoth } from './meant-ids.ts'
import { languageOf } from '../problem.ts'
import { idempotent } from './records.ts'
import { type Call, route } from '../route.ts'
import { shownProblem } from '../import-export/shown-import.ts'

const shown = ({ problem, ...made }: BulkChange, language: Language) => ({
  ...made,
  problem: problem && shownProblem(problem, language),
})

const body = z.strictObject({
  operation: z.enum(['update', 'delete']),
  ...meantRecords,
  /** update: the same change for all. */
  set: z.record(z.string(), z.unknown()).optional(),
})

const idOf = ({ params }: Pick<Call, 'params'>): string => {
  const id = params['id']!
  if (!isUuid(id)) throw NoSuchBulkChange()
  return id
}

export const bulkChangeRoutes = [
  route({
    method: 'POST',
    path: '/records/{object}/bulk-changes',
    summary: {
      'zh-CN': '批量修改或删除:二百条以内当场完成,更多的在后台做;整批是一次改动,按 id 撤销',
      en: 'Change or delete many: up to 200 at once, more behind the scenes; all of it is one change, undone by its id',
    },
    body,
    bodyLimit: 2 * 1024 * 1024,
    perMinute: 60,
    status: [200, 202],
    answer: anything,
    onceByKey: true,
    handle: (call) =>
      idempotent(call, (ctx) =>
        ctx.transaction(async (inside) => {
          const { operation, set } = call.body
          if (operation === 'update' && !set) throw NotBoth({ operation, needs: 'set' })
          const object = askedObject({ ...call, ctx: inside })
          const ids = await meantIds(inside, object, call.body)
          const { scopes } = call.credential
          const made = await createBulkChange(inside, { object: object.name, operation, set: set ?? null, ids, scopes })
          const { id } = made
          if (ids.length > bulkPart) await enqueueBulk(call.services, inside, id)
          else
            await workOnBulk(new Context(inside.ground, inside.actor, { ...inside.cause, request: id }, inside.now), id)
          const now = await myBulkChange(inside, id)
          const status = now.status === 'running' ? 202 : 200
          return { status, body: JSON.stringify(shown(now, languageOf(call.request))) }
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/bulk-changes/{id}',
    summary: { 'zh-CN': '批量操作的进展', en: 'How far a bulk change is' },
    answer: anything,
    async handle(call) {
      return { body: shown(await myBulkChange(call.ctx, idOf(call)), languageOf(call.request)) }
    },
  }),
  route({
    method: 'GET',
    path: '/bulk-changes/{id}/failures',
    summary: { 'zh-CN': '批量操作里没有成功的,和各自的原因', en: 'What a bulk change left out, each with its reason' },
    answer: list(z.object({ id: z.string(), problem: anything })),
    async handle(call) {
      const { id } = await myBulkChange(call.ctx, idOf(call))
      const language = languageOf(call.request)
      const failures = await bulkFailures(call.ctx, id)
      return { body: { data: failures.map((f) => ({ id: f.record, problem: shownProblem(f.problem, language) })) } }
    },
  }),
  route({
    method: 'POST',
    path: '/bulk-changes/{id}/cancel',
    summary: {
      'zh-CN': '停止批量操作;做完的保留,可以撤销',
      en: 'Stop a bulk change; what is done stays and can be undone',
    },
    answer: anything,
    async handle(call) {
      const id = idOf(call)
      await stopBulkChange(call.ctx, id)
      return { body: shown(await myBulkChange(call.ctx, id), languageOf(call.request)) }
    },
  }),
]
