import * as z from 'zod'
import { type Context, defineError, runAggregate, runList, type FieldModel, type ObjectModel, type Page } from '#engine'
import { aRecord } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { jsonParameter, listParameter, route } from '../route.ts'

const NotGroupable = defineError('request.notGroupable', 422, '不能按“{field}”分列', 'Cannot make columns of “{field}”')

const mostColumns = 40

const query = z.strictObject({
  group: z.string().max(63),
  sum: z.string().max(63).optional(),
  within: jsonParameter.optional(),
  filter: jsonParameter.optional(),
  q: z.string().max(200).optional(),
  sort: z.string().max(300).optional(),
  fields: listParameter.optional(),
  limit: z.coerce.number().int().min(1).max(50).optional(),
})
type Query = z.output<typeof query>

/** The columns of a board with their totals and first cards, in one answer. */
export const boardRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/board',
    summary: { 'zh-CN': '看板:各列的合计与前几张卡片', en: 'Board: totals and first cards of each column' },
    query,
    answer: z.object({
      groups: z.array(
        z.object({
          value: z.string().nullable(),
          title: z.unknown().optional(),
          count: z.int(),
          sum: z.string().nullable().optional(),
          next: z.string().nullable(),
          data: z.array(aRecord),
        }),
      ),
    }),
    async handle({ ctx, params, query: asked }) {
      const object = askedObject({ ctx, params })
      const columns = await columnsOf(ctx, object, asked)
      const filter = allOf(asked.within, asked.filter)
      const measure = ['count', ...(asked.sum ? [`sum:${asked.sum}`] : [])]
      const { documents } = await runAggregate(ctx, object, {
        group: [asked.group],
        measure,
        ...(filter ? { filter } : {}),
      })
      const totals = new Map(documents.map((text) => totalOf(text, asked)))
      const groups = await Promise.all(
        columns.map(async (column) => {
          const own = allOf(filter, { [asked.group]: column.value === null ? { empty: true } : { eq: column.value } })
          const all = totals.get(column.value) ?? { count: 0 }
          const page = all.count === 0 ? nothing : await cards(ctx, object, asked, own)
          // A quick search narrows the cards, and with them the number; a sum over what was found is not offered.
          const total = asked.q ? { count: page.total?.value ?? 0 } : all
          return `${JSON.stringify({ ...column, ...total, next: page.next }).slice(0, -1)},"data":[${page.documents.join(',')}]}`
        }),
      )
      return { body: `{"groups":[${groups.join(',')}]}` }
    },
  }),
]

const cards = (ctx: Context, object: ObjectModel, { fields, limit = 20, q, sort }: Query, filter: unknown) =>
  runList(ctx, object, {
    filter,
    limit,
    ...(fields ? { fields } : {}),
    ...(q ? { q, total: true } : {}),
    ...(sort ? { sort } : {}),
  })

const nothing: Page = { documents: [], next: null }

interface Column {
  readonly value: string | null
  readonly title?: unknown
}

const totalOf = (text: string, { group, sum }: Query): readonly [string | null, { count: number; sum?: unknown }] => {
  const row = JSON.parse(text) as Record<string, unknown>
  const value = row[group] as string | { id: string } | null
  return [
    typeof value === 'object' && value !== null ? value.id : value,
    { count: row['count'] as number, ...(sum ? { sum: row[`sum:${sum}`] } : {}) },
  ]
}

/** A choice gives its options; a reference the records of its object in their own order, narrowed as the board is. */
const columnsOf = async (ctx: Context, object: ObjectModel, { group, within }: Query): Promise<Column[]> => {
  const field: FieldModel | undefined = object.fields.get(group)
  const options = field?.field.options.options
  if (options) return Object.keys(options).map((value) => ({ value }))
  const [name] = field?.targets ?? []
  if (!field || !name) throw NotGroupable({ field: group }).at('group')
  const target = ctx.object(name)
  const shared = Object.entries((within ?? {}) as Record<string, unknown>).filter(([key]) => target.fields.has(key))
  const { documents } = await runList(ctx, target, {
    fields: [target.def.title],
    limit: mostColumns,
    ...(target.fields.has('position') ? { sort: 'position' } : {}),
    ...(shared.length > 0 ? { filter: Object.fromEntries(shared) } : {}),
  })
  return documents.map((text) => {
    const row = JSON.parse(text) as Record<string, unknown>
    return { value: row['id'] as string, title: row[target.def.title] }
  })
}

const allOf = (...filters: readonly unknown[]): unknown => {
  const given = filters.filter((filter) => filter !== undefined && filter !== null)
  return given.length < 2 ? given[0] : { and: given }
}
