import * as z from 'zod'
import { type Context, fieldRightOf, NotFoundRecord, type ObjectModel, runGet, runList } from '#engine'
import { anything, list, total } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { relatedLists } from '../schema/meta.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

/** Every list of records that point to one, each with its size and its newest few, in one answer. */
export const relatedRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/{id}/related',
    summary: { 'zh-CN': '关联列表', en: 'Related lists' },
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(20).optional() }),
    answer: list(
      z.object({
        name: z.string(),
        object: z.string(),
        field: z.string(),
        label: z.string(),
        total,
        records: z.array(anything),
      }),
    ),
    async handle({ ctx, params, query, request }) {
      const object = askedObject({ ctx, params })
      const id = params['id']!
      const [seen] = await runGet(ctx, object, [id], { fields: ['id'] })
      if (!seen) throw NotFoundRecord({ object: object.label })
      const lists = await Promise.all(
        relatedLists(ctx, object, languageOf(request)).map(async ({ name, object: other, field, label }) => {
          const model = ctx.object(other)
          const page = await runList(ctx, model, {
            filter: linkTo(model, field, object, id),
            fields: shortFields(ctx, model),
            limit: query.limit ?? 5,
            total: true,
          })
          const head = JSON.stringify({ name, object: other, field, label, total: page.total }).slice(0, -1)
          return `${head},"records":[${page.documents.join(',')}]}`
        }),
      )
      return { body: `{"data":[${lists.join(',')}]}` }
    },
  }),
]

const linkTo = (other: ObjectModel, field: string, object: ObjectModel, id: string): unknown => {
  const model = other.fields.get(field)!
  if (model.field.kind === 'relatedTo') return { [field]: { eq: { object: object.name, id } } }
  return model.kind.column === 'uuid[]' ? { [field]: { hasAny: [id] } } : { [field]: id }
}

/** The title and the first columns of its list, references by their titles. */
const shortFields = (ctx: Context, object: ObjectModel): string[] => {
  const columns = [object.def.title, ...object.def.list.slice(0, 6)] as string[]
  return [...new Set(columns)]
    .filter((name) => fieldRightOf(ctx, object, object.fields.get(name)!) !== 'hidden')
    .map((name) => {
      const [target, ...more] = object.fields.get(name)!.targets
      if (!target || more.length > 0 || object.fields.get(name)!.field.kind === 'relatedTo') return name
      const model = ctx.object(target)
      const title = model.fields.get(model.def.title)!
      return fieldRightOf(ctx, model, title) === 'hidden' ? name : `${name}.${title.name}`
    })
}
