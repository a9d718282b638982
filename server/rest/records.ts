import * as z from 'zod'
import {
  createRecords,
  defineError,
  NotFoundRecord,
  once,
  removeRecords,
  restoreRecords,
  runGet,
  runList,
  updateRecords,
} from '#engine'
import { askedObject } from './asked-object.ts'
import { fingerprintOf } from './register.ts'
import { type Answer, type Call, flagParameter, jsonParameter, listParameter, route } from './route.ts'

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
  const header = call.request.headers['idempotency-key']
  const key = header === undefined ? undefined : idempotencyKey.parse({ 'Idempotency-Key': header })['Idempotency-Key']
  const { change, ...answer } = await once(call.ctx, key, key === undefined ? [] : fingerprintOf(call.request), work)
  return { ...answer, headers: { 'x-change-id': change } }
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

const answerOf = async (
  call: Call<z.output<typeof answerFields>>,
  saved: { id: string; document: string },
): Promise<string> => {
  if (!call.query.fields) return saved.document
  const [document] = await runGet(call.ctx, askedObject(call), [saved.id], { fields: call.query.fields })
  return document ?? saved.document
}

export const recordRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}',
    summary: { 'zh-CN': '列表', en: 'List' },
    query: listQuery,
    handle: (call) => list(call, call.query),
  }),
  route({
    method: 'POST',
    path: '/records/{object}/query',
    asksOnly: true,
    summary: { 'zh-CN': '列表(条件很长时)', en: 'List, for long filters' },
    body: listBody,
    handle: (call) => list(call, call.body),
  }),
  route({
    method: 'GET',
    path: '/records/{object}/{id}',
    summary: { 'zh-CN': '读取一条', en: 'Read one' },
    query: z.strictObject({
      fields: listParameter.optional(),
      asOf: z.string().max(40).optional(),
      deleted: flagParameter.optional(),
    }),
    async handle({ ctx, params, query }) {
      const object = askedObject({ ctx, params })
      const [document] = isId(params['id']) ? await runGet(ctx, object, [params['id']!], query) : []
      if (!document) throw NotFoundRecord({ object: object.label })
      return { body: document, headers: { etag: etagOf(document) } }
    },
  }),
  route({
    method: 'POST',
    path: '/records/{object}',
    summary: { 'zh-CN': '新建', en: 'Create' },
    // Why in spite of a hint that it is there already; it stands in the history.
    query: answerFields.extend({ reason: z.string().trim().min(1).max(300).optional() }),
    body: anything,
    handle: (call) =>
      idempotent(call, async (own) => {
        const { reason } = call.query
        const ctx = reason ? own.through(own.cause.via, reason) : own
        const [saved] = await createRecords(ctx, askedObject(call), [call.body], 'outside')
        return { status: 201, body: await answerOf({ ...call, ctx }, saved!) }
      }),
  }),
  route({
    method: 'PATCH',
    path: '/records/{object}/{id}',
    summary: { 'zh-CN': '修改', en: 'Change' },
    query: answerFields,
    body: anything,
    async handle(call) {
      const version = versionOf(call)
      return idempotent(call, async (ctx) => {
        const object = askedObject(call)
        const id = call.params['id']!
        if (!isId(id)) throw NotFoundRecord({ object: object.label })
        const edit = { id, patch: call.body, ...(version === undefined ? {} : { version }) }
        const [saved] = await updateRecords(ctx, object, [edit], { trust: 'outside' })
        return { status: 200, body: await answerOf({ ...call, ctx }, saved!) }
      })
    },
  }),
  route({
    method: 'DELETE',
    path: '/records/{object}/{id}',
    summary: { 'zh-CN': '移到回收站', en: 'Move to the recycle bin' },
    handle: (call) => moved(call, removeRecords),
  }),
  route({
    method: 'POST',
    path: '/records/{object}/{id}/restore',
    summary: { 'zh-CN': '从回收站恢复', en: 'Restore from the recycle bin' },
    handle: (call) => moved(call, restoreRecords),
  }),
]

const moved = (call: Call, move: typeof removeRecords) =>
  idempotent(call, async (ctx) => {
    const object = askedObject(call)
    const id = call.params['id']!
    if (!isId(id)) throw NotFoundRecord({ object: object.label })
    await move(ctx, object, [id])
    return { status: 200, body: JSON.stringify({ change: ctx.cause.request }) }
  })

const isId = (text: string | undefined) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '')
