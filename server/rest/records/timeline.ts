import * as z from 'zod'
import { type Context, fieldRightOf, NotFoundRecord, type ObjectModel, readHistory, runGet, runList } from '#engine'
import { page } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { labelled } from './labelled.ts'
import { canSee } from '../schema/meta.ts'
import { languageOf } from '../problem.ts'
import { type Call, listParameter, route } from '../route.ts'
import { readPlace, writePlace } from './timeline-place.ts'

const query = z.strictObject({
  cursor: z.string().max(6_000).optional(),
  limit: z.coerce.number().int().min(1).max(50).optional(),
  /** activity, task, comment, change; all of them without it. */
  type: listParameter.optional(),
  /** Only what this person did. */
  actor: z.uuid().optional(),
  /** Words in what was written; changes of fields have none. */
  q: z.string().trim().max(100).optional(),
})
type Query = z.output<typeof query>

/** What happened with a record and with what belongs to it: a customer's time line holds that of her opportunities, too. */
export const timelineRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/{id}/timeline',
    summary: { 'zh-CN': '时间线:跟进、任务、评论与修改', en: 'Timeline: activities, tasks, comments and changes' },
    query,
    answer: page(z.looseObject({ type: z.string(), at: z.iso.datetime() })),
    async handle(call) {
      const { ctx, params, query: asked } = call
      const object = askedObject(call)
      const id = params['id']!
      const limit = asked.limit ?? 20
      const [seen] = await runGet(ctx, object, [id], { fields: ['id'] })
      if (!seen) throw NotFoundRecord({ object: object.label })
      const about = `timeline ${id}`
      const place = asked.cursor ? readPlace(ctx, about, asked.cursor) : null
      const page: Page = { ...asked, limit: limit + 1 + (place?.seen.length ?? 0), place }
      const kinds = aboutObjects(ctx, object).filter(({ name }) => isAsked(asked, name))
      const places = kinds.length > 0 ? await placesOf(ctx, object, id) : []
      const parts = await Promise.all([
        ...kinds.map((kind) => entriesOf(ctx, kind, places, page)),
        isAsked(asked, 'change') && !asked.q ? changesOf(call, object, id, page) : [],
      ])
      const all = parts
        .flat()
        .filter((entry) => !place?.seen.includes(entry.key))
        .sort((a, b) => (a.at === b.at ? (a.key < b.key ? 1 : -1) : a.at < b.at ? 1 : -1))
      const data = all.slice(0, limit)
      const next = all.length > limit ? writePlace(ctx, about, place, data) : null
      return { body: { data: data.map(({ key: _key, ...entry }) => entry), next } }
    },
  }),
]

const isAsked = ({ type }: Query, name: string) => !type || type.length === 0 || type.includes(name)

interface Page extends Query {
  readonly limit: number
  readonly place: ReturnType<typeof readPlace> | null
}

/** The objects whose records may be about this one: activities, tasks, comments. */
const aboutObjects = (ctx: Context, object: ObjectModel): ObjectModel[] =>
  object.inverses
    .filter((inverse) => inverse.field === 'about')
    .map((inverse) => ctx.object(inverse.object))
    .filter((other) => canSee(ctx, other))

interface Entry {
  readonly type: string
  readonly at: string
  /** Tells entries of one moment apart; not part of the answer. */
  readonly key: string
  readonly [more: string]: unknown
}

interface Place {
  readonly object: string
  readonly id: string
}

/** Of each kind; who has more of them finds the rest at the record itself. */
const mostChildren = 100

/** The record and those that belong to it and have a time line of their own: contacts and opportunities of a customer. */
const placesOf = async (ctx: Context, object: ObjectModel, id: string): Promise<Place[]> => {
  const links = object.inverses.filter((inverse) => {
    const other = ctx.object(inverse.object)
    const field = other.fields.get(inverse.field)!
    return (
      field.field.kind === 'ref' &&
      field.field.options.parent === true &&
      aboutObjects(ctx, other).length > 0 &&
      canSee(ctx, other) &&
      ['read', 'write'].includes(fieldRightOf(ctx, other, field))
    )
  })
  const children = await Promise.all(
    links.map(async (link) => {
      const { documents } = await runList(ctx, ctx.object(link.object), {
        filter: { [link.field]: id },
        fields: ['id'],
        limit: mostChildren,
      })
      return documents.map((text) => ({ object: link.object, id: (JSON.parse(text) as { id: string }).id }))
    }),
  )
  return [{ object: object.name, id }, ...children.flat()]
}

const entriesOf = async (
  ctx: Context,
  object: ObjectModel,
  places: readonly Place[],
  { limit, place, actor, q }: Page,
): Promise<Entry[]> => {
  const texts = ['subject', 'content', 'text'].filter((name) => isShown(ctx, object, name))
  const { documents } = await runList(ctx, object, {
    filter: {
      about: { in: places },
      ...(place ? { createdAt: { lte: place.at } } : {}),
      ...(actor ? { createdBy: actor } : {}),
      ...(q ? { or: texts.map((name) => ({ [name]: { contains: q } })) } : {}),
    },
    limit,
    fields: [...summaryFields(ctx, object), 'about.title', 'createdAt', 'createdBy.name'],
  })
  return documents.map((text) => {
    const record = JSON.parse(text) as Record<string, unknown>
    const [at, key] = [record['createdAt'] as string, record['id'] as string]
    return { type: object.name, at, key, actor: record['createdBy'], record }
  })
}

const isShown = (ctx: Context, object: ObjectModel, name: string): boolean => {
  const field = object.fields.get(name)
  return field !== undefined && fieldRightOf(ctx, object, field) !== 'hidden'
}

const summaryFields = (ctx: Context, object: ObjectModel): string[] => [
  ...['kind', 'subject', 'content', 'text', 'at', 'nextStep', 'status', 'dueAt'].filter((name) =>
    isShown(ctx, object, name),
  ),
  ...(isShown(ctx, object, 'mentions') ? ['mentions.name'] : []),
  // Whose it is to do.
  ...(object.def.attention && isShown(ctx, object, 'owner') ? ['owner'] : []),
]

const changesOf = async (
  { ctx, request }: Call,
  object: ObjectModel,
  id: string,
  { limit, place, actor }: Page,
): Promise<Entry[]> => {
  const { data } = await readHistory(ctx, object, id, {
    limit,
    ...(place ? { until: place.at } : {}),
    ...(actor ? { actor } : {}),
  })
  const language = languageOf(request)
  return data.map((entry) => ({
    type: 'change',
    ...entry,
    key: entry.id,
    // What a new record was made with stands on the record itself.
    changes: entry.op === 'create' ? [] : labelled(object, entry.changes, language),
  }))
}
