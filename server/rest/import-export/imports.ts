import type { Readable } from 'node:stream'
import * as z from 'zod'
import {
  allowsImport,
  askCancel,
  askCheck,
  askRevert,
  askStart,
  checkImportQuota,
  type Context,
  createImport,
  discardImport,
  Forbidden,
  importLimits,
  myImport,
  myImports,
  rereadImport,
  setImport,
  verbs,
} from '#engine'
import { FileTooLarge } from '#platform/files'
import { transferFolder } from '../../transfers/folder.ts'
import { enqueueImport, type ImportJob } from '../../transfers/import-jobs.ts'
import { withLocalCopy } from '../../transfers/local-copy.ts'
import { limited } from '../../transfers/limited.ts'
import { list } from '../answers.ts'
import { askedObject } from '../records/asked-object.ts'
import { fileNameOf } from '../files/file-name.ts'
import { importChange, readingOf, settingsOf, withColumns } from './import-change.ts'
import { importId } from './import-id.ts'
import { applyTemplate } from './import-templates.ts'
import { languageOf } from '../problem.ts'
import { type Call, route } from '../route.ts'
import { revertUntil, shownImport } from './shown-import.ts'

const shown = async (call: Call, id = importId(call)) =>
  shownImport(call.ctx, await myImport(call.ctx, id), languageOf(call.request))

const anImport = z.looseObject({ id: z.string(), object: z.string(), name: z.string(), status: z.string() })

/** Asks for a step and hands it to its job, both or neither: a process may die at any moment. */
const step = (
  path: string,
  summary: { 'zh-CN': string; en: string },
  ask: (ctx: Context, id: string) => Promise<void>,
  job: ImportJob,
) =>
  route({
    method: 'POST',
    path: `/imports/{id}/${path}`,
    summary,
    status: 202,
    answer: anImport,
    async handle(call) {
      const id = importId(call)
      await call.ctx.transaction(async (inside) => {
        await ask(inside, id)
        await enqueueImport(call.services, job, inside, id)
      })
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
    status: 201,
    answer: anImport,
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
    answer: list(anImport),
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
    answer: anImport,
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
    body: importChange,
    bodyLimit: 4 * 1024 * 1024,
    answer: anImport,
    async handle(call) {
      const id = importId(call)
      const { columns, template } = call.body
      const reading = readingOf(call.body)
      if (Object.keys(reading).length > 0) {
        const { file } = await myImport(call.ctx, id)
        await withLocalCopy(call.services.files, file, (path) => rereadImport(call.ctx, id, path, reading))
      }
      if (template !== undefined) await applyTemplate(call.ctx, id, template)
      const settings = settingsOf(call.body)
      if (columns || Object.keys(settings).length > 0) {
        const { mapping } = (await myImport(call.ctx, id)).settings
        await setImport(call.ctx, id, { ...settings, ...(columns ? { mapping: withColumns(mapping, columns) } : {}) })
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
    status: 204,
    async handle({ ctx, params, services }) {
      // The row first: a file without one is swept up later, a row without its file would be a draft that cannot be opened.
      const file = await discardImport(ctx, importId({ params }))
      await services.files.remove(file).catch(() => {})
      return { status: 204 }
    },
  }),
  step('check', { 'zh-CN': '检查全部行,不写入', en: 'Check all rows without writing' }, askCheck, 'import.check'),
  step(
    'start',
    { 'zh-CN': '开始导入,或从停下的地方继续', en: 'Start, or go on where it stopped' },
    askStart,
    'import.run',
  ),
  step('cancel', { 'zh-CN': '停止:已导入的保留', en: 'Stop; what is in stays' }, askCancel, 'import.run'),
  step('revert', { 'zh-CN': '整批撤销', en: 'Take the whole import back' }, askRevert, 'import.revert'),
]
