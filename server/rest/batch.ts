import * as z from 'zod'
import { type AppError, type BatchItem, defineError, type FieldModel, runBatch, runList } from '#engine'
import { askedObject } from './asked-object.ts'
import { checkId, meantIds, meantRecords, mostMeant, NotBoth } from './meant-ids.ts'
import { limitLooks, noteRefusedTwins } from './looks-past.ts'
import { onTwins } from './on-twins.ts'
import { idempotent } from './records.ts'
import { languageOf, oneOf } from './problem.ts'
import { type Call, route } from './route.ts'

const body = z.strictObject({
  operation: z.enum(['create', 'update', 'delete', 'restore', 'upsert']),
  /** create, upsert: the values; update: with id and, to be safe against others, version. */
  records: z.array(z.record(z.string(), z.unknown())).max(mostMeant).optional(),
  ...meantRecords,
  /** update: the same change for all ids. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** upsert: the unique field by which existing records are found. */
  key: z.string().max(60).optional(),
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
    summary: { 'zh-CN': '批量新建、修改、删除、恢复', en: 'Create, change, delete or restore many' },
    body,
    bodyLimit: 32 * 1024 * 1024,
    handle: (call) =>
      idempotent(call, async (ctx) => {
        const object = askedObject(call)
        const items = await itemsOf({ ...call, ctx })
        const twins = onTwins(ctx, call.body.allowDuplicate)
        if (twins === 'ask' && items.some(({ op }) => op === 'create')) {
          if (items.length > mostAsked) throw TooManyAsked({ limit: mostAsked })
          await limitLooks(call)
        }
        const results = await runBatch(ctx, object, items, call.body.atomic, twins)
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

const say = (problem: AppError, language: ReturnType<typeof languageOf>) => ({
  ...oneOf(problem, language),
  ...(problem.details.problems ? { problems: problem.details.problems.map((p) => oneOf(p, language)) } : {}),
})

const itemsOf = async (call: Call<unknown, Body>): Promise<BatchItem[]> => {
  const { operation, records = [], set } = call.body
  if (operation === 'create') return records.map((values) => ({ op: 'create', values }))
  if (operation === 'upsert') return upserts(call)
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

/** Existing records are found by a unique field among those the caller may see; the rest are new. */
const upserts = async ({ ctx, params, body: { records = [], key } }: Call<unknown, Body>): Promise<BatchItem[]> => {
  const object = askedObject({ ctx, params })
  const field = key ? object.fields.get(key) : undefined
  if (!key || !field?.field.options.unique) throw NotBoth({ operation: 'upsert', needs: 'key (unique)' })
  const known = new Map<string, string>()
  const values = [...new Set(records.map((r) => r[key]).filter((v) => v !== undefined && v !== null))]
  for (let at = 0; at < values.length; at += 200) {
    const page = await runList(ctx, object, {
      filter: { [key]: { in: values.slice(at, at + 200) } },
      fields: ['id', key],
      limit: 200,
    })
    for (const document of page.documents) {
      const found = JSON.parse(document) as Record<string, string>
      known.set(found[key]!, found['id']!)
    }
  }
  return records.map((values) => {
    const id = known.get(normal(field, values[key]))
    if (!id) return { op: 'create', values }
    return { op: 'update', edit: { id, patch: values } }
  })
}

const normal = (field: FieldModel, value: unknown): string => {
  try {
    return String(field.kind.parse(value, field.field))
  } catch {
    return String(value)
  }
}
