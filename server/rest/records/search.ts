import * as z from 'zod'
import { searchRecords } from '#engine'
import { askedObject } from './asked-object.ts'
import { listParameter, route } from '../route.ts'

export const searchRoutes = [
  route({
    method: 'GET',
    path: '/search',
    summary: {
      'zh-CN': '搜索全部对象:名称、拼音、首字母、编号、电话',
      en: 'Search all objects: names, pinyin, initials, numbers, phones',
    },
    query: z.strictObject({
      q: z.string().max(200),
      limit: z.coerce.number().int().optional(),
      object: listParameter.optional(),
    }),
    answer: z.looseObject({ data: z.array(z.looseObject({ object: z.string(), id: z.string() })) }),
    async handle({ ctx, query }) {
      const { q, limit, object } = query
      const objects = object?.map((name) => askedObject({ ctx, params: { object: name } }))
      return {
        body: await searchRecords(ctx, {
          q,
          ...(limit === undefined ? {} : { limit }),
          ...(objects ? { objects } : {}),
        }),
      }
    },
  }),
]
