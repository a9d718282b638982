import { Readable } from 'node:stream'
import * as z from 'zod'
import {
  type Context,
  decideAll,
  decideRow,
  defineError,
  describeConflicts,
  failedCsv,
  type Import,
  isUuid,
  myImport,
  NoSuchConflict,
  NotNow,
  policies,
  readConflicts,
  readProblemRows,
  runGet,
  settleConflict,
} from '#engine'
import { create } from 'content-disposition'
import { anything, page } from '../answers.ts'
import { importId } from './import-id.ts'
import { labelled } from '../records/labelled.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'
import { shownProblem } from './shown-import.ts'

const NoSuchRow = defineError(
  'import.noSuchRow',
  404,
  '这次导入里没有第 {row} 行的问题',
  'There is no problem with row {row} in this import',
)
const rowsAsked = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

/** Records by their titles, as far as the caller may see them. */
const titles = async (ctx: Context, name: string, ids: readonly string[]): Promise<Map<string, unknown>> => {
  const object = ctx.object(name)
  if (ids.length === 0) return new Map()
  const documents = await runGet(ctx, object, [...new Set(ids)], { fields: [object.def.title] })
  return new Map(
    documents.map((d) => JSON.parse(d) as Record<string, unknown>).map((r) => [r['id'] as string, r[object.def.title]]),
  )
}

export const importRowRoutes = [
  route({
    method: 'GET',
    path: '/imports/{id}/rows',
    summary: { 'zh-CN': '有问题或待决定的行', en: 'Rows with problems, or waiting for a decision' },
    query: rowsAsked,
    answer: page(z.looseObject({ row: z.int(), problems: z.array(anything), twins: z.array(anything) })),
    async handle({ ctx, params, query, request }) {
      const made = await myImport(ctx, importId({ params }))
      const limit = query.limit ?? 50
      const rows = await readProblemRows(ctx, made.id, query.after ?? 0, limit)
      const known = await titles(
        ctx,
        made.object,
        rows.flatMap((r) => r.twins ?? []),
      )
      const data = rows.map(({ problems, twins, number, ...row }) => ({
        ...row,
        row: number,
        problems: problems.map((p) => shownProblem(p, languageOf(request))),
        twins: (twins ?? []).filter((id) => known.has(id)).map((id) => ({ id, title: known.get(id) })),
      }))
      return { body: { data, next: rows.length === limit ? rows.at(-1)!.number : null } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/imports/{id}/rows/{row}',
    summary: { 'zh-CN': '就地改好一行,或决定怎么处理', en: 'Mend a row, or say what is to become of it' },
    body: z.strictObject({
      cells: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(10_000)).optional(),
      decision: z.enum(policies).optional(),
    }),
    answer: z.object({ row: z.int() }),
    async handle({ ctx, params, body }) {
      const made = await unwritten(ctx, importId({ params }))
      const said = { ...(body.cells ? { fix: body.cells } : {}), ...(body.decision ? { decision: body.decision } : {}) }
      if (!(await decideRow(ctx, made.id, Number(params['row']) || 0, said)))
        throw NoSuchRow({ row: String(params['row']).slice(0, 20) })
      return { body: { row: Number(params['row']) } }
    },
  }),
  route({
    method: 'POST',
    path: '/imports/{id}/decide',
    summary: { 'zh-CN': '对所有待决定的行作同一个决定', en: 'The same decision for all rows that wait for one' },
    body: z.strictObject({ decision: z.enum(policies) }),
    answer: anything,
    async handle({ ctx, params, body }) {
      const made = await unwritten(ctx, importId({ params }))
      await decideAll(ctx, made.id, body.decision)
      return { body: {} }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/{id}/failed.csv',
    summary: {
      'zh-CN': '下载有问题的行(原列加原因,改好可再上传)',
      en: 'Download the rows with problems (their columns and the reason), to mend and upload again',
    },
    answers: 'bytes',
    async handle({ ctx, params, request }) {
      const made = await myImport(ctx, importId({ params }))
      const language = languageOf(request)
      const name = `${made.name.replace(/\.\w+$/, '')}-${language === 'en' ? 'problems' : '有问题的行'}.csv`
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': create(name),
        'x-content-type-options': 'nosniff',
      }
      return { body: Readable.from(failedCsv(ctx, made, language)), headers }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/{id}/conflicts',
    summary: {
      'zh-CN': '撤销时保留的记录:之后有人改过',
      en: 'Records that the revert left because somebody edited them since',
    },
    query: z.strictObject({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    answer: page(z.looseObject({ id: z.string(), object: z.string() })),
    async handle({ ctx, params, query, request }) {
      const made = await myImport(ctx, importId({ params }))
      const limit = query.limit ?? 50
      const rows = await readConflicts(ctx, made.id, query.after, limit)
      const left = await describeConflicts(ctx, made, rows)
      const known = new Map<string, unknown>()
      for (const [object, same] of Map.groupBy(left, (l) => l.object)) {
        const ids = same.map((l) => l.record)
        for (const [id, title] of await titles(ctx, object, ids)) known.set(id, title)
      }
      const language = languageOf(request)
      const data = left.map(({ record, object, made: isNew, changes }) => ({
        id: record,
        object,
        title: known.get(record),
        made: isNew,
        fields: labelled(ctx.object(object), changes, language),
      }))
      return { body: { data, next: rows.length === limit ? rows.at(-1)!.record : null } }
    },
  }),
  route({
    method: 'POST',
    path: '/imports/{id}/conflicts/{record}',
    summary: {
      'zh-CN': '决定撤销时保留的一条记录:这些字段仍改回导入前的值,或仍移到回收站',
      en: 'Settle a record that the revert left: put these fields back all the same, or move it to the recycle bin',
    },
    body: z.strictObject({
      fields: z.array(z.string().max(63)).max(500).default([]),
      remove: z.boolean().default(false),
    }),
    answer: z.object({ id: z.string() }),
    async handle({ ctx, params, body }) {
      const made = await myImport(ctx, importId({ params }))
      if (made.status !== 'reverted') throw NotNow({ status: made.status })
      if (!isUuid(params['record'])) throw NoSuchConflict()
      await settleConflict(ctx, made, params['record'], body)
      return { body: { id: params['record'] } }
    },
  }),
]

/** Rows can be mended until the import starts. */
const unwritten = async (ctx: Context, id: string): Promise<Import> => {
  const made = await myImport(ctx, id)
  if (!['mapping', 'checked', 'failed'].includes(made.status) || Number(made.atRow) > 0)
    throw NotNow({ status: made.status })
  return made
}
