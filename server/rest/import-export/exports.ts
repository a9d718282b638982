import { create } from 'content-disposition'
import * as z from 'zod'
import { createExport, type Export, isUuid, type Language, myExport, NoSuchExport, stopExport } from '#engine'
import { enqueueExport } from '../../transfers/export-job.ts'
import { anything } from '../answers.ts'
import { askedObject } from '../records/asked-object.ts'
import { languageOf } from '../problem.ts'
import { type Call, route } from '../route.ts'
import { shownProblem } from './shown-import.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const shown = ({ id, at, object, format, status, rows, size, problem }: Export, language: Language) => ({
  id,
  at,
  object,
  format,
  status,
  rows,
  size: size === null ? null : Number(size),
  problem: problem && shownProblem(problem, language),
})

const shownExport = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  object: z.string(),
  format: z.enum(['csv', 'xlsx']),
  status: z.string(),
  rows: z.int().nullable(),
  size: z.number().nullable(),
  problem: anything.nullable(),
})

const idOf = ({ params }: Pick<Call, 'params'>): string => {
  const id = params['id']
  if (!isUuid(id)) throw NoSuchExport()
  return id
}

/** An export of the caller's own; of others there is none. */
const mine = (call: Pick<Call, 'ctx' | 'params'>): Promise<Export> => myExport(call.ctx, idOf(call))

export const exportRoutes = [
  route({
    method: 'POST',
    path: '/exports',
    summary: { 'zh-CN': '导出列表为 CSV 或 Excel', en: 'Export a list as CSV or Excel' },
    body: z.strictObject({
      object: z.string().max(63),
      format: z.enum(['csv', 'xlsx']).default('xlsx'),
      query: z
        .strictObject({
          filter: z.unknown().optional(),
          sort: z.string().max(300).optional(),
          q: z.string().max(200).optional(),
          asOf: z.string().max(40).optional(),
          columns: z.array(z.string().max(200)).min(1).max(100).optional(),
        })
        .default({}),
    }),
    perMinute: 30,
    status: 202,
    answer: shownExport,
    async handle({ ctx, body, request, services, credential }) {
      const language = languageOf(request)
      const query = Object.fromEntries(Object.entries(body.query).filter(([, v]) => v !== undefined))
      askedObject({ ctx, params: { object: body.object } })
      const { object, format } = body
      // Its row and its job come into being together, whatever dies in between.
      const made = await ctx.transaction(async (inside) => {
        const asked = await createExport(inside, { object, query, format, language, scopes: credential.scopes })
        await enqueueExport(services, inside, asked.id)
        return asked
      })
      return { status: 202, body: shown(made, language) }
    },
  }),
  route({
    method: 'GET',
    path: '/exports/{id}',
    summary: { 'zh-CN': '导出的进展', en: 'How far an export is' },
    answer: shownExport,
    async handle(call) {
      return { body: shown(await mine(call), languageOf(call.request)) }
    },
  }),
  route({
    method: 'POST',
    path: '/exports/{id}/cancel',
    summary: {
      'zh-CN': '停止导出;写了一半的文件随即删除',
      en: 'Stop an export; what was written of its file is deleted',
    },
    answer: shownExport,
    async handle(call) {
      return { body: shown(await stopExport(call.ctx, idOf(call)), languageOf(call.request)) }
    },
  }),
  route({
    method: 'GET',
    path: '/exports/{id}/file',
    summary: { 'zh-CN': '下载导出的文件(保留 7 天)', en: 'Download the file (kept for 7 days)' },
    answers: 'bytes',
    async handle(call) {
      const { ctx, services } = call
      const made = await mine(call)
      if (!made.file) throw NoSuchExport()
      const name = `${ctx.object(made.object).label[made.language]} ${made.at.slice(0, 10)}.${made.format}`
      const headers = {
        'content-type': types[made.format],
        'content-disposition': create(name),
        'content-length': String(made.size),
        'x-content-type-options': 'nosniff',
      }
      return { body: await services.files.open(made.file), headers }
    },
  }),
]
