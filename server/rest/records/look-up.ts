import * as z from 'zod'
import { type Context, fieldRightOf, isSearched, type ObjectModel, runGet, runList, searchRecords } from '#engine'
import { list } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { route } from '../route.ts'

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
    answer: list(z.object({ id: z.string(), title: z.unknown(), subtitle: z.string().optional() })),
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
