import * as z from 'zod'
import {
  type Context,
  fieldRightOf,
  isSearched,
  NotFoundRecord,
  type ObjectModel,
  readHistory,
  runGet,
  runList,
  searchRecords,
} from '#engine'
import { askedObject } from './asked-object.ts'
import { labelled } from './labelled.ts'
import { canSee } from './meta.ts'
import { languageOf } from './problem.ts'
import { type Call, route } from './route.ts'

export const lookUpRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/suggest',
    summary: { 'zh-CN': '选择记录时的建议', en: 'Suggestions while picking a record' },
    query: z.strictObject({
      q: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(50).optional(),
      id: z.string().max(60).optional(),
    }),
    async handle({ ctx, params, query }) {
      const object = askedObject({ ctx, params })
      const fields = suggestionFields(ctx, object)
      const limit = query.limit ?? 10
      if (!query.id && query.q?.trim() && isSearched(object)) {
        const { data } = await searchRecords(ctx, { q: query.q, limit, objects: [object], ...onlyActive(object) })
        return {
          body: { data: data.map(({ id, title, subtitle }) => ({ id, title, ...(subtitle ? { subtitle } : {}) })) },
        }
      }
      const documents = query.id
        ? await runGet(ctx, object, [query.id], { fields })
        : (await runList(ctx, object, { fields, limit, ...(query.q ? { q: query.q } : {}), ...onlyActive(object) }))
            .documents
      const data = documents.map((text) => {
        const row = JSON.parse(text) as Record<string, unknown>
        const [title, ...more] = fields
        const subtitle = more.map((name) => row[name]).filter((v) => typeof v === 'string')
        return { id: row['id'], title: row[title!], ...(subtitle.length > 0 ? { subtitle: subtitle.join(' · ') } : {}) }
      })
      return { body: { data } }
    },
  }),
  route({
    method: 'GET',
    path: '/records/{object}/{id}/timeline',
    summary: { 'zh-CN': '时间线:跟进、任务、评论与修改', en: 'Timeline: activities, tasks, comments and changes' },
    query: z.strictObject({
      before: z.iso.datetime().optional(),
      limit: z.coerce.number().int().min(1).max(50).optional(),
    }),
    async handle(call) {
      const { ctx, params, query } = call
      const object = askedObject(call)
      const id = params['id']!
      const limit = query.limit ?? 20
      const [seen] = await runGet(ctx, object, [id], { fields: ['id'] })
      if (!seen) throw NotFoundRecord({ object: object.label['zh-CN'] })
      const parts = await Promise.all([
        ...aboutObjects(ctx, object).map((kind) =>
          entriesOf(ctx, kind, { object: object.name, id }, limit, query.before),
        ),
        changesOf(call, object, id, limit, query.before),
      ])
      const data = parts
        .flat()
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .slice(0, limit)
      return { body: { data, next: data.length === limit ? data.at(-1)!.at : null } }
    },
  }),
]

const suggestionFields = (ctx: Context, object: ObjectModel): string[] => {
  const wanted = [object.def.title, 'number', 'email', 'company', 'position'] as string[]
  return wanted.filter((name) => {
    const field = object.fields.get(name)
    return field && ['read', 'write'].includes(fieldRightOf(ctx, object, field))
  })
}

/** Nobody picks a colleague who has left. */
const onlyActive = (object: ObjectModel) => (object.name === 'user' ? { filter: { active: true } } : null)

/** The objects whose records may be about this one: activities, tasks, comments. */
const aboutObjects = (ctx: Context, object: ObjectModel): ObjectModel[] =>
  object.inverses
    .filter((inverse) => inverse.field === 'about')
    .map((inverse) => ctx.object(inverse.object))
    .filter((other) => canSee(ctx, other))

interface Entry {
  readonly type: string
  readonly at: string
  readonly [key: string]: unknown
}

const entriesOf = async (
  ctx: Context,
  object: ObjectModel,
  about: { readonly object: string; readonly id: string },
  limit: number,
  before?: string,
): Promise<Entry[]> => {
  const filter = { about: { eq: about }, ...(before ? { createdAt: { lt: before } } : {}) }
  const page = await runList(ctx, object, {
    filter,
    limit,
    fields: [...summaryFields(ctx, object), 'createdAt', 'createdBy.name'],
  })
  return page.documents.map((text) => {
    const record = JSON.parse(text) as Record<string, unknown>
    return { type: object.name, at: record['createdAt'] as string, actor: record['createdBy'], record }
  })
}

const summaryFields = (ctx: Context, object: ObjectModel): string[] =>
  ['kind', 'subject', 'content', 'text', 'at', 'nextStep', 'status', 'dueAt', 'mentions'].filter((name) => {
    const field = object.fields.get(name)
    return field && fieldRightOf(ctx, object, field) !== 'hidden'
  })

const changesOf = async (
  { ctx, request }: Call,
  object: ObjectModel,
  id: string,
  limit: number,
  before?: string,
): Promise<Entry[]> => {
  const { data } = await readHistory(ctx, object, id, { limit: before ? 200 : limit })
  const language = languageOf(request)
  return (
    data
      .filter((entry) => !before || entry.at < before)
      .slice(0, limit)
      // What a new record was made with stands on the record itself.
      .map((entry) => ({
        type: 'change',
        ...entry,
        changes: entry.op === 'create' ? [] : labelled(object, entry.changes, language),
      }))
  )
}
