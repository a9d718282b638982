import * as z from 'zod'
import {
  createRecords,
  defineError,
  type Keeping,
  NotFoundRecord,
  once,
  onceWritten,
  parseSelection,
  removeRecords,
  restoreRecords,
  runGet,
  runList,
  updateRecords,
} from '#engine'
import { aRecord, change, page, total } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { noteRefusedTwin } from '../duplicates/looks-past.ts'
import { onTwins, twinsQuery } from '../duplicates/on-twins.ts'
import { fingerprintOf } from '../register.ts'
import { type Answer, type Call, flagParameter, jsonParameter, listParameter, route } from '../route.ts'
import { withPath } from './stage-path.ts'

export const NeedsVersion = defineError(
  'request.needsVersion',
  428,
  '请带上 If-Match: "v3" 这样的版本,以免盖掉别人的修改;If-Match: * 表示不管别人改了什么',
  'Send the version as If-Match: "v3" so that nobody’s change is overwritten; If-Match: * means regardless',
)
export const BadVersion = defineError(
  'request.badVersion',
  400,
  'If-Match 应形如 "v3"',
  'If-Match should look like "v3"',
)

const idempotencyKey = z.object({ 'Idempotency-Key': z.string().min(1).max(255) })
const anything = z.record(z.string(), z.unknown())

const listQuery = z.strictObject({
  filter: jsonParameter.optional(),
  sort: z.string().max(300).optional(),
  fields: listParameter.optional(),
  limit: z.coerce.number().int().optional(),
  cursor: z.string().max(4_000).optional(),
  q: z.string().max(200).optional(),
  total: flagParameter.optional(),
  deleted: flagParameter.optional(),
  asOf: z.string().max(40).optional(),
})

const listBody = z.strictObject({
  filter: z.unknown().optional(),
  sort: z.string().max(300).optional(),
  fields: z.array(z.string().max(200)).max(500).optional(),
  limit: z.number().int().optional(),
  cursor: z.string().max(4_000).optional(),
  q: z.string().max(200).optional(),
  total: z.boolean().optional(),
  deleted: z.boolean().optional(),
  asOf: z.string().max(40).optional(),
})

const listAnswer = page(aRecord).extend({ total: total.optional() })

const list = async (call: Call, asked: z.output<typeof listBody>): Promise<Answer> => {
  const page = await runList(call.ctx, askedObject(call), asked)
  const rest = JSON.stringify({ next: page.next, ...(page.total ? { total: page.total } : {}) }).slice(1)
  return { body: `{"data":[${page.documents.join(',')}],${rest}` }
}

/** Does the work once per Idempotency-Key, if the caller sent one. The answer names the change, for undo. */
export const idempotent = async (
  call: Call,
  work: (ctx: Call['ctx']) => Promise<{ status: number; body: string }>,
): Promise<Answer> => {
  const { change, ...answer } = await once(call.ctx, ...keyOf(call), work).catch(async (error: unknown) => {
    await noteRefusedTwin(call, error)
    throw error
  })
  return { ...answer, headers: { 'x-change-id': change } }
}

/** The key of a request, and what it stands for. */
const keyOf = ({ request }: Call): [key: string | undefined, fingerprint: readonly unknown[]] => {
  const header = request.headers['idempotency-key']
  if (header === undefined) return [undefined, []]
  return [idempotencyKey.parse({ 'Idempotency-Key': header })['Idempotency-Key'], fingerprintOf(request)]
}

/** The same for the write of one record, which keeps the key itself. `work` answers with what is kept. */
export const written = async (
  call: Call,
  fields: readonly string[] | undefined,
  kept: { readonly status: number; readonly body?: string },
  work: (keeping?: Keeping) => Promise<string>,
): Promise<Answer> => {
  // A mistake in them must not come to light when all is written.
  if (fields) parseSelection(call.ctx.actor.access, askedObject(call), fields)
  const { change, status, body } = await onceWritten(call.ctx, ...keyOf(call), kept, work).catch(
    async (error: unknown) => {
      await noteRefusedTwin(call, error)
      throw error
    },
  )
  return { status, body: fields ? await readAnew(call, fields, body) : body, headers: { 'x-change-id': change } }
}

/** Other fields than the record's own, relations included, are read when it is written; also for a repeated request. */
const readAnew = async (call: Call, fields: readonly string[], saved: string): Promise<string> => {
  const { id } = JSON.parse(saved) as { id: string }
  const [document] = await runGet(call.ctx, askedObject(call), [id], { fields })
  return document ?? saved
}

const etagOf = (document: string) => `"v${/"version"\s*:\s*(\d+)/.exec(document)?.[1] ?? '0'}"`

/** The version that If-Match names; undefined for `*`. */
const versionOf = (call: Call): number | undefined => {
  const header = call.request.headers['if-match']
  if (header === undefined) throw NeedsVersion()
  if (header === '*') return undefined
  const found = /^(?:W\/)?"v(\d{1,9})"$/.exec(header)
  if (!found) throw BadVersion()
  return Number(found[1])
}

/** The fields to answer with, relations included; without them all that the caller may read. */
const answerFields = z.strictObject({ fields: listParameter.optional() })

export const recordRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}',
    summary: { 'zh-CN': '列表', en: 'List' },
    query: listQuery,
    answer: listAnswer,
    handle: (call) => list(call, call.query),
  }),
  route({
    method: 'POST',
    path: '/records/{object}/query',
    asksOnly: true,
    summary: { 'zh-CN': '列表(条件很长时)', en: 'List, for long filters' },
    body: listBody,
    answer: listAnswer,
    handle: (call) => list(call, call.body),
  }),
  route({
    method: 'GET',
    path: '/records/{object}/{id}',
    summary: {
      'zh-CN': '读取一条;path=true 时连同它所走流程的各阶段',
      en: 'Read one; with path=true, the stages of its pipeline too',
    },
    query: z.strictObject({
      fields: listParameter.optional(),
      asOf: z.string().max(40).optional(),
      deleted: flagParameter.optional(),
      path: flagParameter.optional(),
    }),
    answer: aRecord,
    async handle({ ctx, params, query: { path, ...query } }) {
      const object = askedObject({ ctx, params })
      const [document] = isId(params['id']) ? await runGet(ctx, object, [params['id']!], query) : []
      if (!document) throw NotFoundRecord({ object: object.label })
      const body = path ? await withPath(ctx, object, document) : document
      return { body, headers: { etag: etagOf(document) } }
    },
  }),
  route({
    method: 'POST',
    path: '/records/{object}',
    summary: {
      'zh-CN': '新建;疑似重复时回答 409 和候选,allow_duplicate=true 放行,reason 写明原因',
      en: 'Create; answered 409 with candidates when it seems to be there already, unless allow_duplicate=true, with the reason',
    },
    query: answerFields.extend(twinsQuery),
    body: anything,
    status: 201,
    answer: aRecord,
    onceByKey: true,
    handle: (call) =>
      written(call, call.query.fields, { status: 201 }, async (keeping) => {
        const { reason, allow_duplicate: allowed } = call.query
        const ctx = reason ? call.ctx.through(call.ctx.cause.via, reason) : call.ctx
        const twins = onTwins(ctx, allowed)
        const [saved] = await createRecords(ctx, askedObject(call), [call.body], 'outside', twins, keeping)
        return saved!.document
      }),
  }),
  route({
    method: 'PATCH',
    path: '/records/{object}/{id}',
    summary: { 'zh-CN': '修改', en: 'Change' },
    query: answerFields,
    body: anything,
    answer: aRecord,
    onceByKey: true,
    async handle(call) {
      const version = versionOf(call)
      return written(call, call.query.fields, { status: 200 }, async (keeping) => {
        const object = askedObject(call)
        const id = call.params['id']!
        if (!isId(id)) throw NotFoundRecord({ object: object.label })
        const edit = { id, patch: call.body, ...(version === undefined ? {} : { version }) }
        const [saved] = await updateRecords(call.ctx, object, [edit], { trust: 'outside', keeping })
        return saved!.document
      })
    },
  }),
  route({
    method: 'DELETE',
    path: '/records/{object}/{id}',
    summary: { 'zh-CN': '移到回收站', en: 'Move to the recycle bin' },
    answer: change,
    onceByKey: true,
    handle: (call) => moved(call, removeRecords),
  }),
  route({
    method: 'POST',
    path: '/records/{object}/{id}/restore',
    summary: { 'zh-CN': '从回收站恢复', en: 'Restore from the recycle bin' },
    answer: change,
    onceByKey: true,
    handle: (call) => moved(call, restoreRecords),
  }),
]

const moved = (call: Call, move: typeof removeRecords) => {
  const body = JSON.stringify({ change: call.ctx.cause.request })
  // Nobody has to say a version: the record can be taken out of the bin again.
  const version = call.request.headers['if-match'] === undefined ? undefined : versionOf(call)
  return written(call, undefined, { status: 200, body }, async (keeping) => {
    const object = askedObject(call)
    const id = call.params['id']!
    if (!isId(id)) throw NotFoundRecord({ object: object.label })
    await move(call.ctx, object, [id], { version, keeping })
    return body
  })
}

const isId = (text: string | undefined) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '')
