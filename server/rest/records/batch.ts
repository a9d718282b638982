import * as z from 'zod'
import {
  type AppError,
  type BatchItem,
  type Context,
  defineError,
  keyFields,
  type ObjectModel,
  runBatch,
  upsertRecords,
} from '#engine'
import { problem } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { checkId, meantIds, meantRecords, mostMeant, NotBoth } from './meant-ids.ts'
import { limitLooks, noteRefusedTwins } from '../duplicates/looks-past.ts'
import { onTwins } from '../duplicates/on-twins.ts'
import { idempotent } from './records.ts'
import { languageOf, oneOf } from '../problem.ts'
import { type Call, route } from '../route.ts'

const body = z.strictObject({
  operation: z.enum(['create', 'update', 'delete', 'restore', 'upsert']),
  /** create, upsert: the values; update: with id and, to be safe against others, version. */
  records: z.array(z.record(z.string(), z.unknown())).max(mostMeant).optional(),
  ...meantRecords,
  /** update: the same change for all ids. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** upsert: the unique field, or the fields of a composite key, by which existing records are found. */
  key: z.union([z.string().max(60), z.array(z.string().max(60)).min(1).max(5)]).optional(),
  atomic: z.boolean().default(false),
  /** create, upsert: new records though somebody seems to be there already. */
  allowDuplicate: z.boolean().optional(),
})
type Body = z.output<typeof body>

/** So many new records at once are compared with what is there: each of them is a look past the caller's limits. */
const mostAsked = 200
const TooManyAsked = defineError(
  'request.tooManyAsked',
  400,
  '要查重的新建一次最多 {limit} 条;更多的请写明 allowDuplicate: true',
  'At most {limit} new records at once are checked for duplicates; for more say allowDuplicate: true',
)

export const batchRoutes = [
  route({
    method: 'POST',
    path: '/records/{object}/batch',
    summary: {
      'zh-CN': '批量新建、修改、按键写入、删除、恢复',
      en: 'Create, change, put by key, delete or restore many',
    },
    body,
    bodyLimit: 32 * 1024 * 1024,
    answer: z.object({
      batch: z.string(),
      counts: z.record(z.string(), z.int()),
      results: z.array(z.object({ id: z.string().optional(), status: z.string(), problem: problem.optional() })),
    }),
    onceByKey: true,
    handle: (call) =>
      idempotent(call, async (ctx) => {
        const object = askedObject(call)
        const results = await work({ ...call, ctx }, object)
        await noteRefusedTwins(
          call,
          results.map((r) => r.problem),
        )
        const language = languageOf(call.request)
        const counts: Record<string, number> = {}
        for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1
        const shown = results.map(({ problem, ...r }) => (problem ? { ...r, problem: say(problem, language) } : r))
        return { status: 200, body: JSON.stringify({ batch: ctx.cause.request, counts, results: shown }) }
      }),
  }),
]

const work = async (call: Call<unknown, Body>, object: ObjectModel) => {
  const { ctx, body } = call
  const twins = onTwins(ctx, body.allowDuplicate)
  const beforeCreating = async (count: number) => {
    if (twins !== 'ask' || count === 0) return
    if (count > mostAsked) throw TooManyAsked({ limit: mostAsked })
    await limitLooks(call)
  }
  if (body.operation === 'upsert') {
    const { records = [], atomic } = body
    return upsertRecords(ctx, object, { key: keyAsked(ctx, object, body), records, atomic, twins, beforeCreating })
  }
  const items = await itemsOf(call, body.operation)
  if (body.operation === 'create') await beforeCreating(items.length)
  return runBatch(ctx, object, items, body.atomic, twins)
}

const keyAsked = (ctx: Context, object: ObjectModel, { operation, key = [] }: Body) => {
  const fields = keyFields(ctx, object, [key].flat())
  if (!fields) throw NotBoth({ operation, needs: 'key (unique)' })
  return fields
}

const say = (problem: AppError, language: ReturnType<typeof languageOf>) => ({
  ...oneOf(problem, language),
  ...(problem.details.problems ? { problems: problem.details.problems.map((p) => oneOf(p, language)) } : {}),
})

const itemsOf = async (
  call: Call<unknown, Body>,
  operation: Exclude<Body['operation'], 'upsert'>,
): Promise<BatchItem[]> => {
  const { records = [], set } = call.body
  if (operation === 'create') return records.map((values) => ({ op: 'create', values }))
  if (operation === 'update' && records.length > 0)
    return records.map(({ id, version, ...patch }) => ({
      op: 'update',
      edit: { id: checkId(id), patch, ...(typeof version === 'number' ? { version } : {}) },
    }))
  const ids = await meantIds(call.ctx, askedObject(call), call.body)
  if (operation !== 'update') return ids.map((id) => ({ op: operation, id }))
  if (!set) throw NotBoth({ operation, needs: 'set' })
  return ids.map((id) => ({ op: 'update', edit: { id, patch: set } }))
}
