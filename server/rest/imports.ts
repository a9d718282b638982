import type { Readable } from 'node:stream'
import * as z from 'zod'
import {
  allowsImport,
  askCancel,
  askCheck,
  askRevert,
  askStart,
  checkImportQuota,
  createImport,
  discardImport,
  encodings,
  Forbidden,
  type ImportSettings,
  importLimits,
  myImport,
  myImports,
  policies,
  rereadImport,
  setImport,
  verbs,
} from '#engine'
import { FileTooLarge } from '#platform/files'
import { transferFolder } from '../transfers/folder.ts'
import { enqueueImport, type ImportJob } from '../transfers/import-jobs.ts'
import { withLocalCopy } from '../transfers/local-copy.ts'
import { limited } from '../transfers/limited.ts'
import { askedObject } from './asked-object.ts'
import { fileNameOf } from './file-name.ts'
import { importId } from './import-id.ts'
import { applyTemplate } from './import-templates.ts'
import { languageOf } from './problem.ts'
import { type Call, route } from './route.ts'
import { revertUntil, shownImport } from './shown-import.ts'

const change = z.strictObject({
  /** How the file is to be read, where the guess was wrong. */
  sheet: z.string().max(200).optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum([',', ';', '\t', '|', '，']).optional(),
  headerRow: z.number().int().min(0).max(1_000).optional(),
  /** Where columns go; those not named stay as they are, field null is not imported. */
  columns: z
    .array(
      z.strictObject({
        column: z.number().int().min(0).max(importLimits.columns),
        field: z.string().max(140).nullable(),
        by: z.string().max(63).optional(),
        to: z.string().max(63).optional(),
        values: z.record(z.string().max(200), z.string().max(200)).optional(),
      }),
    )
    .max(importLimits.columns)
    .optional(),
  match: z
    .array(z.array(z.string().max(63)).min(1).max(5))
    .max(10)
    .optional(),
  policy: z.enum(policies).optional(),
  acceptShortRows: z.boolean().optional(),
  /** The settings of a template, before what else is said here. */
  template: z.string().max(36).optional(),
})

const shown = async (call: Call, id = importId(call)) =>
  shownImport(call.ctx, await myImport(call.ctx, id), languageOf(call.request))

/** Asks for a step and hands it to its job. */
const step = (
  path: string,
  summary: { 'zh-CN': string; en: string },
  ask: (call: Call, id: string) => Promise<void>,
  job: ImportJob,
) =>
  route({
    method: 'POST',
    path: `/imports/{id}/${path}`,
    summary,
    async handle(call) {
      const id = importId(call)
      await ask(call, id)
      await enqueueImport(call.services, job, call.ctx, id)
      return { status: 202, body: await shown(call) }
    },
  })

export const importRoutes = [
  route({
    method: 'POST',
    path: '/imports',
    summary: {
      'zh-CN': '上传要导入的文件:内容即请求体,文件名在 X-File-Name',
      en: 'Upload a file to import: the body is its content, X-File-Name its name',
    },
    query: z.strictObject({ object: z.string().max(63) }),
    takesBytes: true,
    perMinute: 30,
    async handle(call) {
      const { ctx, body, query, request, services, credential } = call
      const object = askedObject({ ctx, params: { object: query.object } })
      if (!allowsImport(ctx, object.name)) throw Forbidden({ action: verbs.import, object: object.label })
      await checkImportQuota(ctx)
      const limit = importLimits.file
      if (Number(request.headers['content-length'] ?? 0) > limit) throw FileTooLarge({ limit: limit / 1024 / 1024 })
      const name = fileNameOf(request)
      const stored = await services.files.put(limited(body as Readable, limit), transferFolder(ctx.workspace.id))
      try {
        const file = { object: query.object, name, file: stored.key, size: stored.size, scopes: credential.scopes }
        const made = await withLocalCopy(services.files, stored.key, (path) => createImport(ctx, { ...file, path }))
        return { status: 201, body: shownImport(ctx, made, languageOf(request)) }
      } catch (error) {
        await services.files.remove(stored.key).catch(() => {})
        throw error
      }
    },
  }),
  route({
    method: 'GET',
    path: '/imports',
    summary: { 'zh-CN': '自己的导入', en: 'Your imports' },
    query: z.strictObject({ object: z.string().max(63).optional() }),
    async handle({ ctx, query }) {
      const data = (await myImports(ctx, query.object)).map(
        ({ id, object, status, name, at, total, counts, undone, startedAt, finishedAt }) => ({
          id,
          object,
          status,
          name,
          at,
          total,
          counts,
          startedAt,
          finishedAt,
          revertUntil: revertUntil(startedAt),
          conflicts: undone?.conflicts ?? 0,
        }),
      )
      return { body: { data } }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/{id}',
    summary: { 'zh-CN': '一次导入:列、对应、进度与结果', en: 'An import: columns, mapping, progress and result' },
    async handle(call) {
      return { body: await shown(call) }
    },
  }),
  route({
    method: 'PATCH',
    path: '/imports/{id}',
    summary: {
      'zh-CN': '修改读法、列的对应与重复处理',
      en: 'Change how the file is read, where columns go, and what happens to duplicates',
    },
    body: change,
    bodyLimit: 4 * 1024 * 1024,
    async handle(call) {
      const id = importId(call)
      const { sheet, encoding, delimiter, headerRow, columns, template, ...rest } = call.body
      if (sheet !== undefined || encoding || delimiter || headerRow !== undefined) {
        const { file } = await myImport(call.ctx, id)
        const options = {
          ...(sheet === undefined ? {} : { sheet }),
          ...(encoding ? { encoding } : {}),
          ...(delimiter ? { delimiter } : {}),
          ...(headerRow === undefined ? {} : { headerRow }),
        }
        await withLocalCopy(call.services.files, file, (path) => rereadImport(call.ctx, id, path, options))
      }
      if (template !== undefined) await applyTemplate(call.ctx, id, template)
      const settings = given(rest)
      if (columns || Object.keys(settings).length > 0) {
        const { mapping } = (await myImport(call.ctx, id)).settings
        await setImport(call.ctx, id, { ...settings, ...(columns ? { mapping: merged(mapping, columns) } : {}) })
      }
      return { body: await shown(call) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/imports/{id}',
    summary: {
      'zh-CN': '丢弃还没开始的导入:文件、对应和检查结果一起删除',
      en: 'Discard an import that has not begun: file, mapping and check are deleted',
    },
    async handle({ ctx, params, services }) {
      // The row first: a file without one is swept up later, a row without its file would be a draft that cannot be opened.
      const file = await discardImport(ctx, importId({ params }))
      await services.files.remove(file).catch(() => {})
      return { status: 204 }
    },
  }),
  step(
    'check',
    { 'zh-CN': '检查全部行,不写入', en: 'Check all rows without writing' },
    ({ ctx }, id) => askCheck(ctx, id),
    'import.check',
  ),
  step(
    'start',
    { 'zh-CN': '开始导入,或从停下的地方继续', en: 'Start, or go on where it stopped' },
    ({ ctx }, id) => askStart(ctx, id),
    'import.run',
  ),
  step(
    'cancel',
    { 'zh-CN': '停止:已导入的保留', en: 'Stop; what is in stays' },
    ({ ctx }, id) => askCancel(ctx, id),
    'import.run',
  ),
  step(
    'revert',
    { 'zh-CN': '整批撤销', en: 'Take the whole import back' },
    ({ ctx }, id) => askRevert(ctx, id),
    'import.revert',
  ),
]

type Change = z.output<typeof change>

const given = ({
  match,
  policy,
  acceptShortRows,
}: Pick<Change, 'match' | 'policy' | 'acceptShortRows'>): Partial<ImportSettings> => ({
  ...(match ? { match } : {}),
  ...(policy ? { policy } : {}),
  ...(acceptShortRows === undefined ? {} : { acceptShortRows }),
})

/** The mapping with some columns changed. */
const merged = (
  mapping: ImportSettings['mapping'],
  columns: NonNullable<Change['columns']>,
): ImportSettings['mapping'] => {
  const kept = mapping.filter((m) => !columns.some((c) => c.column === m.column))
  const set = columns.flatMap(({ column, field, by, to, values }) =>
    field === null
      ? []
      : [{ column, field, ...(by ? { by } : {}), ...(to ? { to } : {}), ...(values ? { values } : {}) }],
  )
  return [...kept, ...set].sort((a, b) => a.column - b.column)
}
