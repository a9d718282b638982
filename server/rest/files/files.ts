import type { Readable } from 'node:stream'
import * as z from 'zod'
import { type Context, Forbidden, isUuid, verbs } from '#engine'
import {
  CannotInline,
  contentType,
  FileNotFound,
  FileTooLarge,
  isModest,
  type KeptFile,
  readableFiles,
  shownInline,
  uploadFile,
} from '#platform/files'
import { list } from '../answers.ts'
import { downloadHeaders, NoSuchRange, rangeOf } from './download.ts'
import { fileNameOf } from './file-name.ts'
import { flagParameter, listParameter, route } from '../route.ts'

const seen = async (ctx: Context, id: string): Promise<KeptFile> => {
  const [file] = isUuid(id) ? await readableFiles(ctx, [id]) : []
  if (!file) throw FileNotFound()
  return file
}

const shown = ({ id, name, size, type, createdAt }: KeptFile) => ({
  id,
  name,
  size,
  type,
  createdAt,
  inline: shownInline.has(type),
})

export const fileRoutes = [
  route({
    method: 'POST',
    path: '/files',
    summary: {
      'zh-CN': '上传文件:内容即请求体,文件名在 X-File-Name',
      en: 'Upload a file: the body is its content, X-File-Name its name',
    },
    takesBytes: true,
    perMinute: 300,
    status: 201,
    answer: z.looseObject({ id: z.string(), name: z.string(), size: z.number(), type: z.string() }),
    async handle({ ctx, body, request, services, credential }) {
      if (credential.scopes && !credential.scopes.some((s) => s.endsWith(':write')))
        throw Forbidden({ action: verbs.upload, object: { 'zh-CN': '文件', en: 'files' } })
      const limit = services.config.maxFileSize
      if (Number(request.headers['content-length'] ?? 0) > limit)
        throw FileTooLarge({ limit: Math.floor(limit / 1024 / 1024) })
      const name = fileNameOf(request)
      const file = await uploadFile(ctx, services.files, { stream: body as Readable, name, limit })
      return { status: 201, body: { ...file, inline: shownInline.has(file.type) } }
    },
  }),
  route({
    method: 'GET',
    path: '/files',
    summary: { 'zh-CN': '文件的名称、大小与类型', en: 'Names, sizes and types of files' },
    query: z.strictObject({ ids: listParameter }),
    answer: list(z.looseObject({ id: z.string(), name: z.string() })),
    async handle({ ctx, query }) {
      const files = await readableFiles(ctx, query.ids.filter(isUuid).slice(0, 200))
      return { body: { data: files.map(shown) } }
    },
  }),
  route({
    method: 'GET',
    path: '/files/{id}',
    summary: { 'zh-CN': '文件信息', en: 'About a file' },
    answer: z.looseObject({ id: z.string(), name: z.string() }),
    async handle({ ctx, params }) {
      return { body: shown(await seen(ctx, params['id']!)) }
    },
  }),
  route({
    method: 'GET',
    path: '/files/{id}/content',
    summary: {
      'zh-CN': '下载;inline=true 时在浏览器里打开图片与 PDF',
      en: 'Download; inline=true shows images and PDF in the browser',
    },
    query: z.strictObject({ inline: flagParameter.optional() }),
    answers: 'bytes',
    async handle({ ctx, params, query, request, reply, services }) {
      const file = await seen(ctx, params['id']!)
      const inline = query.inline === true
      if (inline && !(await isShownInline(services.files, file))) throw CannotInline()
      const range = rangeOf(request.headers.range, file.size)
      if (range === 'beyond') {
        reply.header('content-range', `bytes */${file.size}`)
        throw NoSuchRange({ size: file.size })
      }
      const body = await services.files.open(file.key, range ?? undefined)
      return { status: range ? 206 : 200, body, headers: downloadHeaders(file, inline, range) }
    },
  }),
]

/** So much is read of a content to know its kind and, for a picture, its size. */
const headBytes = 256 * 1024

/** The content decides, now, not what a row says of it. A picture that would take the browser’s memory is a download. */
const isShownInline = async (
  store: { open(key: string, range: { start: number; end: number }): Promise<Readable> },
  file: KeptFile,
): Promise<boolean> => {
  if (!shownInline.has(file.type)) return false
  const end = Math.min(file.size, headBytes) - 1
  const head = Buffer.concat(await (await store.open(file.key, { start: 0, end })).toArray())
  return (await contentType(head)) === file.type && (!file.type.startsWith('image/') || isModest(head))
}
